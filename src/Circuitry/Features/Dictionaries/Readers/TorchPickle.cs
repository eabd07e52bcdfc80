using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Reads the pickle of a state dictionary. A pickle is a program; this reads the few instructions that build dictionaries of
/// tensors, and refuses every other instruction and every name but those of tensors and their storages. Nothing is run.
/// </summary>
internal sealed class TorchPickle
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";

    private static readonly Dictionary<string, ScalarType> Storages = new(StringComparer.Ordinal)
    {
        ["torch.DoubleStorage"] = ScalarType.Float64,
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.IntStorage"] = ScalarType.Int32,
    };

    private readonly byte[] _bytes;
    private readonly Func<string, string, Exception> _refuse;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at;

    private TorchPickle(byte[] bytes, Func<string, string, Exception> refuse) => (_bytes, _refuse) = (bytes, refuse);

    /// <summary>The tensors by name.</summary>
    /// <param name="bytes">The pickle.</param>
    /// <param name="refuse">Makes the error of what was expected and what was found.</param>
    public static IReadOnlyDictionary<string, PickledTensor> Read(
        byte[] bytes,
        Func<string, string, Exception> refuse
    ) => new TorchPickle(bytes, refuse).Tensors();

    private IReadOnlyDictionary<string, PickledTensor> Tensors()
    {
        var tensors = new Dictionary<string, PickledTensor>(StringComparer.Ordinal);
        if (Run() is not PickledDictionary state)
        {
            throw _refuse("a dictionary of tensors", "something else");
        }

        foreach (var (key, value) in state.Pairs)
        {
            if (key is not string name || value is not PickledTensor tensor)
            {
                throw _refuse("tensors by name", $"{Shown(key)}: {Shown(value)}");
            }

            if (!tensors.TryAdd(name, tensor))
            {
                throw _refuse("each name once", $"'{name}' twice");
            }
        }

        return tensors;
    }

    /// <summary>Follows the instructions to the last.</summary>
    private object? Run()
    {
        while (true)
        {
            var instruction = Byte();
            switch (instruction)
            {
                case 0x80: // PROTO
                    if (Byte() is var version and not 2)
                    {
                        throw _refuse("version 2 of pickle, as torch.save writes", $"version {version}");
                    }

                    break;
                case (byte)'.': // STOP
                    return Pop();
                case (byte)'(': // MARK
                    _marks.Push(_stack.Count);
                    break;
                case (byte)'c': // GLOBAL
                    _stack.Add(Global($"{Line()}.{Line()}"));
                    break;
                case (byte)'R': // REDUCE
                    var arguments = Pop();
                    _stack.Add(Call(Pop(), arguments));
                    break;
                case (byte)'Q': // BINPERSID
                    _stack.Add(Storage(Pop()));
                    break;
                case (byte)'b': // BUILD: a state dictionary's versions of modules, which say nothing about tensors
                    if (Pop() is not PickledDictionary || _stack is not [.., PickledDictionary])
                    {
                        throw _refuse("attributes of a dictionary", "attributes of something else");
                    }

                    break;
                case (byte)'}': // EMPTY_DICT
                    _stack.Add(new PickledDictionary());
                    break;
                case (byte)'s': // SETITEM
                    var value = Pop();
                    Put(Dictionary(_stack.Count - 2), Pop(), value);
                    break;
                case (byte)'u': // SETITEMS
                    SetItems();
                    break;
                case (byte)')': // EMPTY_TUPLE
                    _stack.Add(Array.Empty<object?>());
                    break;
                case (byte)'t': // TUPLE
                    _stack.Add(PopToMark());
                    break;
                case 0x85 or 0x86 or 0x87: // TUPLE1, TUPLE2, TUPLE3
                    _stack.Add(PopLast(instruction - 0x84));
                    break;
                case (byte)'q': // BINPUT
                    _memo[Byte()] = Top();
                    break;
                case (byte)'r': // LONG_BINPUT
                    _memo[BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))] = Top();
                    break;
                case (byte)'h': // BINGET
                    _stack.Add(Recall(Byte()));
                    break;
                case (byte)'j': // LONG_BINGET
                    _stack.Add(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))));
                    break;
                case (byte)'X': // BINUNICODE
                    _stack.Add(Encoding.UTF8.GetString(Bytes(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)))));
                    break;
                case (byte)'K': // BININT1
                    _stack.Add((long)Byte());
                    break;
                case (byte)'M': // BININT2
                    _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)));
                    break;
                case (byte)'J': // BININT
                    _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)));
                    break;
                case 0x8A: // LONG1
                    _stack.Add(Long(Bytes(Byte())));
                    break;
                case 0x88: // NEWTRUE
                    _stack.Add(true);
                    break;
                case 0x89: // NEWFALSE
                    _stack.Add(false);
                    break;
                case (byte)'N': // NONE
                    _stack.Add(null);
                    break;
                default:
                    throw _refuse(
                        "the instructions of a state dictionary",
                        FormattableString.Invariant($"instruction 0x{instruction:X2} at byte {_at - 1}")
                    );
            }
        }
    }

    private object Global(string name) =>
        name is OrderedDictionary or RebuildTensor ? new PickledName(name)
        : Storages.TryGetValue(name, out var type) ? type
        : throw _refuse("nothing but tensors and their storages", $"{name}, which is refused");

    private object Call(object? what, object? arguments)
    {
        if (arguments is not object?[] given)
        {
            throw _refuse("arguments", Shown(arguments));
        }

        return what switch
        {
            PickledName(OrderedDictionary) when given.Length == 0 => new PickledDictionary(),
            PickledName(RebuildTensor)
                when given
                    is [
                        PickledStorage storage,
                        long offset,
                        object?[] shape,
                        object?[] strides,
                        bool,
                        PickledDictionary { Pairs.Count: 0 },
                    ] => new PickledTensor(storage, offset, Numbers(shape), Numbers(strides)),
            _ => throw _refuse("a call that makes a dictionary or a tensor", $"{Shown(what)} with other arguments"),
        };
    }

    private object Storage(object? id) =>
        id is object?[] and ["storage", ScalarType type, string key, string, long count]
        && count >= 0
        && key.Length > 0
        && key.All(char.IsAsciiLetterOrDigit)
            ? new PickledStorage(type, key, count)
            : throw _refuse("a reference to a storage of numbers", Shown(id));

    private void SetItems()
    {
        var items = PopToMark();
        var into = Dictionary(_stack.Count - 1);
        if (items.Length % 2 != 0)
        {
            throw _refuse("pairs", "an odd number of values");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            Put(into, items[i], items[i + 1]);
        }
    }

    private static void Put(PickledDictionary into, object? key, object? value) => into.Pairs.Add((key, value));

    private PickledDictionary Dictionary(int at) =>
        at >= 0 && at < _stack.Count && _stack[at] is PickledDictionary dictionary
            ? dictionary
            : throw _refuse("a dictionary to add to", "something else");

    private long[] Numbers(object?[] values) =>
        values.Length <= StoredElements.MostDimensions
            ? [.. values.Select(value => value is long number ? number : throw _refuse("whole numbers", Shown(value)))]
            : throw _refuse(
                FormattableString.Invariant($"at most {StoredElements.MostDimensions} dimensions"),
                FormattableString.Invariant($"{values.Length}")
            );

    private object? Recall(uint key) =>
        _memo.TryGetValue(key, out var value) ? value : throw _refuse("a value that was kept", "none");

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw _refuse("a value", "none");

    private object? Pop() => PopLast(1)[0];

    private object?[] PopLast(int count)
    {
        var floor = _marks.TryPeek(out var mark) ? mark : 0;
        if (_stack.Count - count < floor)
        {
            throw _refuse("a value", "none");
        }

        object?[] popped = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return popped;
    }

    private object?[] PopToMark()
    {
        if (!_marks.TryPeek(out var mark))
        {
            throw _refuse("a mark", "none");
        }

        var popped = PopLast(_stack.Count - mark);
        _marks.Pop();
        return popped;
    }

    private byte Byte() => Bytes(1)[0];

    private ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > _bytes.Length - _at)
        {
            throw _refuse("a whole pickle", "one that is cut off");
        }

        var bytes = _bytes.AsSpan(_at, (int)count);
        _at += (int)count;
        return bytes;
    }

    private string Line()
    {
        var end = Array.IndexOf(_bytes, (byte)'\n', _at);
        if (end < 0)
        {
            throw _refuse("a whole pickle", "one that is cut off");
        }

        var text = Encoding.ASCII.GetString(_bytes, _at, end - _at);
        _at = end + 1;
        return text;
    }

    private long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw _refuse("numbers of 8 bytes at most", FormattableString.Invariant($"one of {bytes.Length}"));
        }

        Span<byte> whole = stackalloc byte[sizeof(long)];
        whole.Fill(bytes.Length > 0 && bytes[^1] >= 0x80 ? (byte)0xFF : (byte)0);
        bytes.CopyTo(whole);
        return BinaryPrimitives.ReadInt64LittleEndian(whole);
    }

    private static string Shown(object? value) =>
        value switch
        {
            null => "None",
            string text => $"'{text}'",
            PickledName name => name.Name,
            PickledTensor => "a tensor",
            PickledDictionary => "a dictionary",
            object?[] => "a tuple",
            _ => FormattableString.Invariant($"{value}"),
        };

    private sealed record PickledName(string Name);

    private sealed class PickledDictionary
    {
        public List<(object? Key, object? Value)> Pairs { get; } = [];
    }
}
