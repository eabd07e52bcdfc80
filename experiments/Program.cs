using Circuitry.Experiments;

return CommandLine.Run(args);
