extern alias generators;
global using Circuitry.Testing;

global using generators::Circuitry.Generators;
