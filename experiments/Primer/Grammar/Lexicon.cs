namespace Circuitry.Experiments;

/// <summary>The words of Primer's grammar, by the role they play in it.</summary>
internal static class Lexicon
{
    public static IReadOnlyList<string> Women { get; } =
        Words(
            """
            Alice Anna Carol Claire Diana Elizabeth Emily Emma Grace Helen Jane Jennifer Jessica Julia Karen Kate Laura
            Linda Lisa Lucy Maria Mary Michelle Nancy Rachel Rebecca Ruth Sarah Sophie Susan
            """
        );

    public static IReadOnlyList<string> Men { get; } =
        Words(
            """
            Adam Albert Arthur Bill Bob Brian Charles Daniel David Edward Eric Frank George Harry Henry Jack James John
            Joseph Kevin Mark Michael Paul Peter Richard Robert Steve Thomas Tom William
            """
        );

    public static IReadOnlyList<string> Names { get; } = [.. Women, .. Men];

    public static IReadOnlyList<string> Places { get; } =
        Words(
            """
            airport beach bridge cafe castle church farm gallery harbor lake library market museum park river theater
            tower village
            """
        );

    public static IReadOnlyList<string> Objects { get; } =
        Words(
            """
            ball book bottle box camera card coin cup flower gift glass hat key lamp letter map phone photo ticket watch
            """
        );

    /// <summary>Events that last for years.</summary>
    public static IReadOnlyList<string> Events { get; } =
        Words(
            """
            agreement alliance battle boom campaign conflict crisis dispute drought dynasty empire era festival journey
            marriage mission peace project reform reign revolution school strike struggle trade voyage war work
            """
        );

    public static IReadOnlyList<string> Centuries { get; } = Words("11 12 13 14 15 16 17");

    /// <summary>Names that arguments of functions have.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        Words(
            """
            address array block buffer cache child client code color column count data date event field file flag format
            frame group height image index item key label length level line list message mode name node number order
            output path point project query range result row size source state string table target text title token
            type user value version width window word
            """
        );

    /// <summary>Words that describe arguments, and that the weather and walks are made of.</summary>
    public static IReadOnlyList<string> Things { get; } =
        Words(
            """
            bird boat bread cloud coffee door family fire forest garden gold horse island king light milk moon morning
            mountain music night paper queen rain road school sea ship snow star stone sun tree wall water winter wood
            """
        );

    /// <summary>Those that the vocabulary also has without a space in front, so that a text can start with them.</summary>
    public static IReadOnlyList<string> Starts { get; } =
        Words("bird boat bread cloud fire forest gold king light moon music rain road sea snow stone");

    /// <summary>Singular and plural of those who act.</summary>
    public static IReadOnlyList<string[]> People { get; } =
        Pairs(
            """
            actor/actors artist/artists author/authors brother/brothers child/children doctor/doctors driver/drivers
            engineer/engineers guest/guests judge/judges neighbor/neighbors officer/officers owner/owners player/players
            scientist/scientists sister/sisters soldier/soldiers student/students visitor/visitors worker/workers
            """
        );

    /// <summary>Singular and plural of the landmarks next to them.</summary>
    public static IReadOnlyList<string[]> Landmarks { get; } =
        Pairs(
            """
            box/boxes bridge/bridges building/buildings church/churches door/doors fence/fences garden/gardens
            house/houses machine/machines road/roads shop/shops statue/statues tower/towers tree/trees wall/walls
            window/windows
            """
        );

    /// <summary>Singular and plural of the verbs.</summary>
    public static IReadOnlyList<string[]> Verbs { get; } = Pairs("is/are was/were has/have does/do");

    public static IReadOnlyList<string> Prepositions { get; } = Words("behind beside near by");

    public static IReadOnlyList<string> Qualities { get; } =
        Words("brave careful clever fine gifted good kind skilled");

    public static IReadOnlyList<string> Roles { get; } =
        Words("artist cook dancer doctor neighbor player singer teacher");

    public static IReadOnlyList<string> Cities { get; } = Words("Boston London Madrid Paris Rome Vienna");

    /// <summary>Words of sentences that are none of the above; a text can start with them.</summary>
    public static IReadOnlyList<string> Starters { get; } =
        Words("At Here In Later So That The This When Yesterday def");

    /// <summary>Words of sentences that have no particular role.</summary>
    public static IReadOnlyList<string> Others { get; } =
        Words(
            """
            a about also and asked at away began born brother called came clear cold continued dark daughter day
            died ended father for found friend friends from gave had handed He he Her her him His his husband In in
            isn It it lasted Later life lived looked lost loved man met mother new not of old over passed person
            really return sat saw She she showed sister smile smiled son thanked that The the Then there to told
            took very waited walked wanted warm was wasn When wife with woman year Yes
            """
        );

    public static string[] Words(string text) => text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string[][] Pairs(string text) => [.. Words(text).Select(pair => pair.Split('/'))];
}
