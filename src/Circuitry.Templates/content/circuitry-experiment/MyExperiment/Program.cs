return await CircuitApp.RunAsync(args);
