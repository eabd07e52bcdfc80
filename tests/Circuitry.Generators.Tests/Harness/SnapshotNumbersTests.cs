namespace Circuitry.Generators.Tests;

public sealed class SnapshotNumbersTests
{
    [Theory]
    [InlineData("a0->m1 0.125", "a0->m1 0.126")]
    [InlineData("a0->m1 1", "a0->m1 0.999")]
    [InlineData("a0->m1 -2.5E-05", "a0->m1 -2.51E-05")]
    [InlineData("full 0.5, empty 0", "full 0.501, empty 1E-07")]
    public void One_in_the_last_of_three_digits_is_rounding(string verified, string received) =>
        Assert.True(SnapshotNumbers.Same(verified, received, 3));

    [Theory]
    [InlineData("a0->m1 0.125", "a0->m1 0.127")]
    [InlineData("a0->m1 0.125", "a0->m1 -0.125")]
    [InlineData("a0->m1 9.98", "a0->m1 10.1")]
    [InlineData("a0->m1 0.125", "a0->m2 0.125")]
    [InlineData("a0->m1 0.125\na0->m2 0.5", "a0->m2 0.5\na0->m1 0.125")]
    [InlineData("a0->m1 0.125\na0->m2 0.5", "a0->m1 0.125")]
    public void Names_order_and_larger_differences_are_not(string verified, string received) =>
        Assert.False(SnapshotNumbers.Same(verified, received, 3));

    [Fact]
    public void Counts_are_exact_however_large() =>
        Assert.False(SnapshotNumbers.Same("5 of 2874 units", "5 of 2875 units", 3));

    [Theory]
    [InlineData(1.0 / 3, "0.333")]
    [InlineData(-2e-7, "0")]
    [InlineData(12345, "1.23E+04")]
    public void A_number_has_as_many_digits_as_declared(double value, string text) =>
        Assert.Equal(text, SnapshotNumbers.Rounded(value, 3));
}
