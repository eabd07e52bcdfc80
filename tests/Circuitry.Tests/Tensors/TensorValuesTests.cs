using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class TensorValuesTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData(0L, 3L)]
    [InlineData(2L, 0L, 4L)]
    public void A_tensor_without_numbers_is_an_empty_array(params long[] shape)
    {
        using var empty = zeros(shape, dtype: float64);
        Assert.Empty(TensorValues.ToArray<double>(empty));
    }

    [Fact]
    public void One_number_is_an_array_of_one()
    {
        using var number = tensor(2.5f);
        Assert.Equal([2.5f], TensorValues.ToArray<float>(number));
    }

    [Fact]
    public void Rows_come_one_after_the_other_however_the_tensor_is_strided()
    {
        using var scope = NewDisposeScope();
        var whole = tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);

        Assert.Equal([1, 2, 3, 4, 5, 6], TensorValues.ToArray<long>(whole));
        Assert.Equal([1, 4, 2, 5, 3, 6], TensorValues.ToArray<long>(whole.t()));
        Assert.Equal([2, 5], TensorValues.ToArray<long>(whole.select(1, 1)));
        Assert.Equal([3, 6, 3, 6], TensorValues.ToArray<long>(whole.select(1, 2).expand(2, 2)));
        Assert.Equal([1, 3, 4, 6], TensorValues.ToArray<long>(whole.slice(1, 0, 3, 2)));
    }

    [Fact]
    public void A_tensor_stays_the_callers()
    {
        using var values = tensor(new[] { true, false });
        Assert.Equal([true, false], TensorValues.ToArray<bool>(values));
        Assert.False(values.IsInvalid);
        using var scope = NewDisposeScope();
        var inside = values.alias().requires_grad_(false);
        TensorValues.ToArray<bool>(inside);
        Assert.False(inside.IsInvalid);
    }

    [Fact]
    public void A_tensor_with_a_gradient_is_read_too()
    {
        using var leaf = tensor(new[] { 1.5, 2.5 }, requires_grad: true);
        using var twice = leaf.mul(leaf);
        Assert.Equal([2.25, 6.25], TensorValues.ToArray<double>(twice));
    }

    [Fact]
    public void Another_type_of_number_is_refused()
    {
        using var numbers = tensor(new[] { 1.5f });
        Assert.Throws<ArgumentException>(() => TensorValues.ToArray<double>(numbers));
    }

    [SkippableFact]
    public void A_tensor_on_the_graphics_card_is_copied()
    {
        Skip.IfNot(cuda.is_available(), "there is no CUDA device");
        using var values = tensor(new[] { 1.0, 2, 3, 4 }, [2, 2], device: CUDA);
        using var turned = values.t();
        Assert.Equal([1, 3, 2, 4], TensorValues.ToArray<double>(turned));
    }
}
