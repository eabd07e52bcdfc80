using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Each refusal here is a call that, made to <c>autograd.grad</c> directly, ends the process.</summary>
public sealed class GradientTests
{
    static GradientTests() => TorchRuntime.Start();

    [Fact]
    public void Gradients_of_leaves_are_right()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2, 3 }).requires_grad_();
        var onTheWay = zeros(3, float64).requires_grad_();
        var y = Ops.Add(x.mul(x), onTheWay);
        var gradients = Ops.CheckedGradients(y.mul(y).sum(), [x, onTheWay]);
        Numbers.Equal([4, 32, 108], gradients[0]);
        Numbers.Equal([2, 8, 18], gradients[1]);
    }

    [Fact]
    public void An_intermediate_tensor_is_refused_with_the_way_to_its_gradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2, 3 }).requires_grad_();
        var y = x.mul(x);
        Assert.Contains("add zeros", Refusal(y.mul(y).sum(), y));
    }

    [Fact]
    public void An_unused_input_has_a_zero_gradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2 }).requires_grad_();
        var unused = ones(2, 2).requires_grad_();
        var gradients = Ops.CheckedGradients(x.sum(), [unused, x]);
        Assert.Equal([2L, 2], gradients[0].shape);
        Numbers.Equal([0, 0, 0, 0], gradients[0]);
        Numbers.Equal([1, 1], gradients[1]);
    }

    [Fact]
    public void Gradients_stored_earlier_are_neither_added_to_nor_lost()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 3 }).requires_grad_();
        x.mul(x).sum().backward();
        Numbers.Equal([1], Ops.CheckedGradients(x.sum(), [x, x])[1]);
        Numbers.Equal([6], x.grad!);
        var y = tensor(new double[] { 3 }).requires_grad_();
        Ops.CheckedGradients(y.sum(), [y]);
        Assert.Null(y.grad);
    }

    [Fact]
    public void A_retained_graph_can_be_gone_through_twice()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 3 }).requires_grad_();
        var output = x.mul(x).mul(x).sum();
        Numbers.Equal([27], Ops.CheckedGradients(output, [x], retainGraph: true)[0]);
        Numbers.Equal([27], Ops.CheckedGradients(output, [x])[0]);
    }

    [Fact]
    public void A_freed_graph_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 3 }).requires_grad_();
        var output = x.mul(x).sum();
        Ops.CheckedGradients(output, [x]);
        Assert.Contains("second time", Refusal(output, x));
    }

    [Fact]
    public void An_output_of_several_numbers_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3).requires_grad_();
        Assert.Contains("[2, 3]", Refusal(x.mul(x), x));
    }

    [Fact]
    public void An_output_without_a_graph_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        Tensor output;
        using (no_grad())
        {
            output = x.sum();
        }

        Assert.Contains("no_grad", Refusal(output, x));
    }

    [Fact]
    public void Inputs_that_require_no_gradient_are_refused_by_index()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        Assert.Contains("input 1 does not require", Refusal(x.sum(), x, ones(2)));
    }

    [Fact]
    public void Numbers_without_gradients_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        Assert.Contains("the output is Int64", Refusal(ones(1, dtype: ScalarType.Int64), x));
        Assert.Contains("input 0 is Int64", Refusal(x.sum(), ones(1, dtype: ScalarType.Int64)));
    }

    [Fact]
    public void Disposed_tensors_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        var gone = x.sum();
        gone.Dispose();
        Assert.Contains("output has been disposed", Refusal(gone, x));
        Assert.Contains("input 0 has been disposed", Refusal(x.sum(), gone));
    }

    private static string Refusal(Tensor output, params Tensor[] inputs) =>
        Assert.Throws<GradientException>(() => Ops.CheckedGradients(output, inputs)).Message;
}
