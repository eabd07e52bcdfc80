using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;

namespace Circuitry.Tests;

/// <summary>Counts what is left to the finaliser, by type, from what the runtime tells of every object that it finalises.</summary>
internal sealed class FinalizedObjects : EventListener
{
    private const EventKeywords GarbageCollection = (EventKeywords)0x1;

    private const int Attempts = 6;

    private readonly Dictionary<nint, int> _counts = [];

    /// <summary>How many objects of a type an action, and whatever else runs meanwhile, leaves to the finaliser.</summary>
    public int LeftBy<T>(Action act)
        where T : class
    {
        Collect();
        var before = Count<T>();
        act();
        Collect();
        return Count<T>() - before;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, GarbageCollection);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "FinalizeObject" && eventData.Payload?[0] is nint type)
        {
            lock (_counts)
            {
                _counts[type] = _counts.GetValueOrDefault(type) + 1;
            }
        }
    }

    // Events come late but in order: once the marker is told of, so is all that was finalised before it. On a machine that is busy
    // with other things one may be lost, so that another marker is sent.
    private void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var markers = Count<Marker>();
            Marker.Drop();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (SpinWait.SpinUntil(() => Count<Marker>() > markers, TimeSpan.FromSeconds(10)))
            {
                return;
            }
        }

        Assert.Fail("the runtime does not tell what it finalises");
    }

    private int Count<T>()
    {
        lock (_counts)
        {
            // The runtime names a type by its handle.
            return _counts.GetValueOrDefault(typeof(T).TypeHandle.Value);
        }
    }

    private sealed class Marker
    {
        ~Marker() => GC.KeepAlive(this);

        // Inlined, the caller's frame could keep it.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Drop() => _ = new Marker();
    }
}
