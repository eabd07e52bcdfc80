return await Circuitry.CircuitApp.RunAsync(args);
