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

    /// <summary>x sigmoid(1.702 x), an approximation of GELU.</summary>
    QuickGelu,

    /// <summary>The square of max(x, 0).</summary>
    ReluSquared,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x itself.</summary>
    Identity,

    /// <summary>GELU with the tanh approximation and the root of 2 / pi in eight digits, 0.79788456 (BLOOM).</summary>
    GeluTanhRounded,
}
