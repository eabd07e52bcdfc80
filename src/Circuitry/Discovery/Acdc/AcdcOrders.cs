namespace Circuitry.Discovery;

/// <summary>Orders as numbers, for checkpoints.</summary>
internal static class AcdcOrders
{
    private static readonly AcdcOrder[] Fixed = [AcdcOrder.HeadsDescending, AcdcOrder.HeadsAscending];

    /// <summary>Number of orders that are not shuffled.</summary>
    public static int Count => Fixed.Length;

    /// <summary>The code of an order, which goes with its seed; -1 for a shuffled one.</summary>
    public static int Code(AcdcOrder order) => Array.IndexOf(Fixed, order);

    /// <summary>The order of a code and a seed.</summary>
    public static AcdcOrder Of(int code, int seed) => code < 0 ? AcdcOrder.Shuffled(seed) : Fixed[code];
}
