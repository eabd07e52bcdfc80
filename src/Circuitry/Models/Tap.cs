using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>The patches and reads of a forward pass at its hook points. A hook point that is not asked for costs one array look-up.</summary>
public sealed class Tap
{
    private static readonly int Sites = Enum.GetValues<HookSite>().Length;
    private static readonly HookSite[] SharedNorm = [HookSite.Norm1Scale, HookSite.Norm1Normalized];

    private static readonly HookSite[] HeadInputs =
    [
        HookSite.AttentionInput,
        HookSite.QueryInput,
        HookSite.KeyInput,
        HookSite.ValueInput,
    ];

    private readonly Slot?[] _slots;

    /// <summary>Makes a tap for a model.</summary>
    /// <param name="layers">The model's number of blocks.</param>
    public Tap(int layers) => _slots = new Slot?[(layers + 1) * Sites];

    /// <summary>The rule by which what passes is differentiated.</summary>
    public GradientRule Rule { get; init; } = GradientRule.Ordinary;

    /// <summary>The empty tap, which neither reads nor patches.</summary>
    public static Tap None { get; } = new(-1);

    /// <summary>Whether a hook site is read or patched. Emitted code computes intermediate values only then.</summary>
    public bool Wants(HookSite site, int layer) => Find(site, layer) is { IsIdle: false };

    /// <summary>Applies the patches and reads at a hook site to a value.</summary>
    /// <returns>The value to continue with.</returns>
    public Tensor Pass(HookSite site, int layer, Tensor value)
    {
        if (Find(site, layer) is not { IsIdle: false } slot)
        {
            return value;
        }

        foreach (var patch in slot.Patches)
        {
            value = patch(value);
        }

        if (slot.Read)
        {
            slot.Value?.Dispose();
            slot.Value = value.alias().DetachFromDisposeScope();
        }

        return value;
    }

    /// <summary>
    /// Applies patches and reads to a head-first value, [head, batch, position, ...], at a hook site whose head axis is third.
    /// </summary>
    public Tensor PassHeads(HookSite site, int layer, Tensor value) =>
        Wants(site, layer) ? Pass(site, layer, value.permute(1, 2, 0, 3)).permute(2, 0, 1, 3) : value;

    /// <summary>
    /// Applies patches and reads to head-first scores, [head, batch, query_position, key_position], which are passed batch first.
    /// </summary>
    public Tensor PassScores(HookSite site, int layer, Tensor value) =>
        Wants(site, layer) ? Pass(site, layer, value.transpose(0, 1)).transpose(0, 1) : value;

    /// <summary>Whether inputs of single heads are read or patched, so that each head needs a separate stream.</summary>
    /// <exception cref="InvalidOperationException">
    /// Such an input is patched and so is the norm that all heads share, which would not affect heads with separate streams.
    /// </exception>
    public bool WantsHeadInputs(int layer)
    {
        // What heads read lies in front of the norm, so that only patching it, not reading it, gets in a patched norm's way.
        if (HeadInputs.Any(input => IsPatched(input, layer)))
        {
            foreach (var site in SharedNorm.Where(site => IsPatched(site, layer)))
            {
                throw new InvalidOperationException(
                    $"{HookNames.Of(site, layer)} is patched together with an input of single heads, which have separate norms; patch one of them"
                );
            }
        }

        return HeadInputs.Any(input => Wants(input, layer));
    }

    internal void Read(HookSite site, int layer) => At(site, layer).Read = true;

    internal void Patch(HookSite site, int layer, Func<Tensor, Tensor> patch) => At(site, layer).Patches.Add(patch);

    /// <summary>Hands over the value that was read; the caller owns it.</summary>
    internal Tensor Take(HookSite site, int layer)
    {
        var slot = At(site, layer);
        var value = slot.Value ?? throw new InvalidOperationException($"{HookNames.Of(site, layer)} was not reached");
        (slot.Value, slot.Read) = (null, false);
        return value;
    }

    private bool IsPatched(HookSite site, int layer) => Find(site, layer) is { Patches.Count: > 0 };

    private Slot? Find(HookSite site, int layer) => _slots.Length == 0 ? null : _slots[(layer + 1) * Sites + (int)site];

    private Slot At(HookSite site, int layer) => _slots[(layer + 1) * Sites + (int)site] ??= new Slot();

    private sealed class Slot
    {
        public List<Func<Tensor, Tensor>> Patches { get; } = [];

        public bool Read { get; set; }

        /// <summary>Whether what was asked for has been taken.</summary>
        public bool IsIdle => !Read && Patches.Count == 0;

        public Tensor? Value { get; set; }
    }
}
