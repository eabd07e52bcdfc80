using System.Text;

namespace Circuitry.Tests;

/// <summary>Pickles instruction by instruction, as torch.save writes them.</summary>
internal sealed class HandPickle
{
    private readonly List<byte> _bytes = [0x80, 2];

    public static HandPickle StateDictionary() =>
        new HandPickle().Global("collections", "OrderedDict").Code(")R").Code("q\0").Code("(");

    public byte[] End() => [.. _bytes, (byte)'u', (byte)'.'];

    /// <summary>The end of a state dictionary of a module, whose versions hang on it as an attribute.</summary>
    public byte[] EndWithVersions() =>
        new HandPickle(_bytes)
            .Code("u")
            .Code("}")
            .Text("_metadata")
            .Global("collections", "OrderedDict")
            .Code(")R")
            .Text("")
            .Code("}")
            .Text("version")
            .Int(1)
            .Code("sssb.")
            ._bytes.ToArray();

    public HandPickle() { }

    private HandPickle(List<byte> bytes) => _bytes = bytes;

    public HandPickle Tensor(
        string name,
        string storage,
        string key,
        int count,
        int[] shape,
        int[] strides,
        int offset = 0,
        string function = "_rebuild_tensor_v2"
    )
    {
        Text(name).Global("torch._utils", function).Code("((").Text("storage").Global("torch", storage);
        Text(key).Text("cpu").Int(count).Code("tQ").Int(offset).Tuple(shape).Tuple(strides).Byte(0x89);
        return Global("collections", "OrderedDict").Code(")RtR");
    }

    public HandPickle Global(string module, string name) => Code($"c{module}\n{name}\n");

    public HandPickle Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Code("X");
        _bytes.AddRange(BitConverter.GetBytes(bytes.Length));
        _bytes.AddRange(bytes);
        return this;
    }

    public HandPickle Int(int value)
    {
        switch (value)
        {
            case >= 0 and < 256:
                return Code("K").Byte((byte)value);
            case >= 0 and < 65536:
                Code("M");
                _bytes.AddRange(BitConverter.GetBytes((ushort)value));
                return this;
            default:
                Code("J");
                _bytes.AddRange(BitConverter.GetBytes(value));
                return this;
        }
    }

    public HandPickle Tuple(int[] values)
    {
        if (values.Length == 0)
        {
            return Code(")");
        }

        if (values.Length > 3)
        {
            Code("(");
        }

        Array.ForEach(values, value => Int(value));
        return values.Length > 3 ? Code("t") : Byte((byte)(0x84 + values.Length));
    }

    public HandPickle Code(string instructions)
    {
        _bytes.AddRange(StoredZip.Ascii(instructions));
        return this;
    }

    public HandPickle Byte(byte value)
    {
        _bytes.Add(value);
        return this;
    }
}
