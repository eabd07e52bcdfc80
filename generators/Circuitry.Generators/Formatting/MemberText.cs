using System.Text;

namespace Circuitry.Generators;

/// <summary>Collects the members of an emitted class, block by block, in order.</summary>
internal sealed class MemberText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a block of lines.</summary>
    public void Add(string block) => _text.Append(block.Replace("\r\n", "\n")).Append('\n');

    /// <summary>Adds a block of lines if the architecture asks for it.</summary>
    public void AddIf(bool wanted, string block)
    {
        if (wanted)
        {
            Add(block);
        }
    }

    public override string ToString() => _text.ToString();
}
