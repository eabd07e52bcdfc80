namespace Additions;

[Transformer("wee/config.json"), Family<WeeFamily>]
public sealed partial class Wee;

[
    Experiment,
    Model<Wee>,
    Dataset<EchoPairs>(Size = 4, Seed = 1),
    Corruption<HalvedAblation>,
    Metric<Certainty>,
    Granularity(Granularity.Edge)
]
public sealed partial class Echo;
