namespace Circuitry;

/// <summary>An MLP's nonlinearity.</summary>
public enum Nonlinearity
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>GELU with the error function.</summary>
    Gelu,

    /// <summary>GELU with the tanh approximation (gelu_new, gelu_pytorch_tanh).</summary>
    GeluTanh,

    /// <summary>x sigmoid(x).</summary>
    Silu,
}
