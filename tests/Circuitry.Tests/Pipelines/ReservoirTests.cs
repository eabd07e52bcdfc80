namespace Circuitry.Tests;

public sealed class ReservoirTests
{
    [Fact]
    public void It_keeps_all_while_there_is_room_and_never_more_than_that()
    {
        Assert.Equal([0, 1, 2], Sample(capacity: 5, items: 3, seed: 0));
        Assert.Equal(5, Sample(capacity: 5, items: 1000, seed: 0).Count);
    }

    [Fact]
    public void The_same_seed_keeps_the_same_items_in_any_order_of_the_stream()
    {
        var forwards = Sample(capacity: 20, items: 500, seed: 3);
        var reservoir = new Reservoir<long>(20, 3);
        for (var item = 499L; item >= 0; item--)
        {
            var own = item;
            reservoir.Offer(item, () => own);
        }

        Assert.Equal(forwards, reservoir.Items.Select(kept => kept.Item));
        Assert.NotEqual(forwards, Sample(capacity: 20, items: 500, seed: 4));
    }

    [Fact]
    public void Every_item_has_the_same_chance()
    {
        var counts = new int[40];
        for (var seed = 0; seed < 4000; seed++)
        {
            foreach (var item in Sample(capacity: 10, items: 40, seed))
            {
                counts[item]++;
            }
        }

        // 1000 expected, with a standard deviation of 27.
        Assert.All(counts, count => Assert.InRange(count, 880, 1120));
    }

    [Fact]
    public void What_is_not_kept_is_not_made()
    {
        var made = 0;
        var reservoir = new Reservoir<int>(10, 0);
        for (var item = 0; item < 10_000; item++)
        {
            reservoir.Offer(item, () => made++);
        }

        // 10 (1 + ln(1000)) expected.
        Assert.InRange(made, 10, 200);
    }

    private static List<long> Sample(int capacity, int items, int seed)
    {
        var reservoir = new Reservoir<long>(capacity, seed);
        for (var item = 0L; item < items; item++)
        {
            var own = item;
            reservoir.Offer(item, () => own);
        }

        return [.. reservoir.Items.Select(kept => kept.Item)];
    }
}
