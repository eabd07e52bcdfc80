using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Circuitry.Tensors;

public static partial class Ops
{
    /// <summary>The gradients of a number with respect to tensors; an error is thrown and never ends the process.</summary>
    /// <remarks>
    /// <c>autograd.grad</c> aborts the process on any error, among them a graph already freed, which cannot be seen
    /// beforehand. <c>autograd.backward</c> throws, so it is used, and its results are removed from <c>.grad</c> again.
    /// </remarks>
    /// <param name="scalarOutput">One number, float32 or float64, that depends on tensors that require gradients.</param>
    /// <param name="inputs">Leaves of its graph: <c>.grad</c> of an intermediate tensor is not reliable.</param>
    /// <param name="retainGraph">Whether the graph can be used once more.</param>
    /// <returns>One gradient per input, of its shape; zeros where the output does not depend on it.</returns>
    /// <exception cref="GradientException">An argument does not fit, or the graph has been freed.</exception>
    public static IReadOnlyList<Tensor> CheckedGradients(
        Tensor scalarOutput,
        IReadOnlyList<Tensor> inputs,
        bool retainGraph = false
    )
    {
        CheckOutput(scalarOutput);
        for (var i = 0; i < inputs.Count; i++)
        {
            CheckInput(inputs[i], i);
        }

        if (inputs.Count == 0)
        {
            return [];
        }

        // By reference: TorchSharp's Equals compares values.
        var distinct = inputs.Distinct(ReferenceEqualityComparer.Instance).Cast<Tensor>().ToArray();
        var earlier = distinct.Select(input => input.grad).ToArray();
        Array.ForEach(distinct, input => input.grad = null);
        try
        {
            autograd.backward(scalarOutput, inputs: distinct, retain_graph: retainGraph);
            return inputs.Select(input => input.grad ?? zeros_like(input)).ToList();
        }
        catch (ExternalException cause)
        {
            throw new GradientException($"the gradient cannot be computed: {FirstLine(cause.Message)}", cause);
        }
        finally
        {
            for (var i = 0; i < distinct.Length; i++)
            {
                distinct[i].grad = earlier[i];
                earlier[i]?.Dispose();
            }
        }
    }

    private static void CheckOutput(Tensor output)
    {
        if (output.IsInvalid)
        {
            throw new GradientException("the output has been disposed");
        }

        if (output.numel() != 1)
        {
            throw new GradientException(
                $"the output must be one number and has shape [{string.Join(", ", output.shape)}]; reduce it first"
            );
        }

        CheckNumberType(output, "the output");
        if (!output.requires_grad)
        {
            throw new GradientException(
                "the output does not require a gradient: it was computed under no_grad, or from tensors that require none"
            );
        }
    }

    private static void CheckInput(Tensor input, int index)
    {
        if (input.IsInvalid)
        {
            throw new GradientException($"input {index} has been disposed");
        }

        CheckNumberType(input, $"input {index}");
        if (!input.requires_grad)
        {
            throw new GradientException(
                $"input {index} does not require a gradient; set requires_grad before the forward"
            );
        }

        if (!input.is_leaf)
        {
            throw new GradientException(
                $"input {index} is computed from others; detach it and set requires_grad before it is used, or add zeros that require a gradient"
            );
        }
    }

    private static void CheckNumberType(Tensor tensor, string name)
    {
        if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new GradientException($"{name} is {tensor.dtype}; gradients are taken in float32 and float64");
        }
    }

    private static string FirstLine(string message) => message.Split('\n')[0];
}
