using Circuitry;
using Circuitry.Hub;

// Downloads a model as the environment says: the process that tests kill.
try
{
    var options = new HubOptions { FirstWait = TimeSpan.FromMilliseconds(1) };
    Console.WriteLine(ModelHub.Download(args[0], options).Path);
    return 0;
}
catch (CircuitryException e)
{
    Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
    return 1;
}
