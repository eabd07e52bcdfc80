using System.Text;
using Google.Protobuf;

namespace Circuitry.Datasets;

/// <summary>Reads the fields of a protocol buffer message, whose schema need not be known.</summary>
internal static class WireMessage
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The fields in their order.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    /// <exception cref="InvalidDataException">A field has a type that is no longer used.</exception>
    public static IEnumerable<(int Field, WireValue Value)> Read(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            yield return (
                WireFormat.GetTagFieldNumber(tag),
                WireFormat.GetTagWireType(tag) switch
                {
                    WireFormat.WireType.Varint => new WireValue(input.ReadUInt64(), []),
                    WireFormat.WireType.Fixed32 => new(input.ReadFixed32(), []),
                    WireFormat.WireType.Fixed64 => new(input.ReadFixed64(), []),
                    WireFormat.WireType.LengthDelimited => new(0, input.ReadBytes().ToByteArray()),
                    var type => throw new InvalidDataException($"a field of the type {type}"),
                }
            );
        }
    }

    /// <summary>The value of a field.</summary>
    /// <param name="Number">Its number; 0 for bytes.</param>
    /// <param name="Bytes">Its bytes; empty for numbers.</param>
    internal readonly record struct WireValue(ulong Number, byte[] Bytes)
    {
        /// <summary>The bytes as text.</summary>
        /// <exception cref="DecoderFallbackException">They are not UTF-8.</exception>
        public string Text() => Strict.GetString(Bytes);

        /// <summary>The number as the float that its bits are.</summary>
        public float Float() => BitConverter.UInt32BitsToSingle((uint)Number);
    }
}
