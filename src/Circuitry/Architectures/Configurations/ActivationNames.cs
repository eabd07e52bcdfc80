namespace Circuitry.Models;

/// <summary>The names of nonlinearities in configurations.</summary>
internal static class ActivationNames
{
    /// <summary>The nonlinearity of a name; null if it is not implemented.</summary>
    public static Nonlinearity? Find(string name) =>
        name switch
        {
            "relu" => Nonlinearity.Relu,
            "gelu" => Nonlinearity.Gelu,
            "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" or "gelu_python_tanh" or "gelu_accurate" =>
                Nonlinearity.GeluTanh,
            "silu" or "swish" => Nonlinearity.Silu,
            "quick_gelu" => Nonlinearity.QuickGelu,
            "relu2" => Nonlinearity.ReluSquared,
            "tanh" => Nonlinearity.Tanh,
            "sigmoid" => Nonlinearity.Sigmoid,
            "linear" => Nonlinearity.Identity,
            _ => null,
        };

    /// <summary>The nonlinearity that a field names, or the one of its default.</summary>
    /// <exception cref="ArchitectureException">It is not implemented.</exception>
    public static Nonlinearity Read(ConfigFields f, string field, string absent) =>
        Find(f.Text(field, absent))
        ?? throw f.Refused(
            field,
            $"the activation '{VisibleText.Short(f.Text(field, absent))}' is not implemented; known are relu, relu2, gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, silu, tanh, sigmoid and linear"
        );
}
