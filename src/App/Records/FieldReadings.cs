using System.Xml;

namespace Wardwise.App.Records;

/// <summary>The fields of a part of a Word document as programs read them: with what was deleted and without. Each program takes another
/// branch of what stands there in several, so that a field lies whole in a branch or outside all.</summary>
internal sealed class FieldReadings
{
    private readonly FieldCodes _all = new();
    private readonly FieldCodes _kept = new();

    /// <summary>How deep lies what was deleted, outermost; null where we stand in none.</summary>
    private int? _deleted;

    /// <summary>A code goes on into a branch or out of one.</summary>
    private bool _isBroken;

    /// <summary>One that was read fetches something, or hides what it does.</summary>
    public bool Fetch => _isBroken || _all.Fetch || _kept.Fetch;

    /// <summary>An element begins.</summary>
    public void Enters(XmlReader reader)
    {
        Breaks(reader);
        if (!reader.IsEmptyElement && reader.LocalName is "del" or "moveFrom" or "delInstrText")
        {
            _deleted ??= reader.Depth;
        }
    }

    /// <summary>An element ends.</summary>
    public void Leaves(XmlReader reader)
    {
        Breaks(reader);
        if (_deleted == reader.Depth)
        {
            _deleted = null;
        }
    }

    /// <summary>Tells each reading that has what stands here.</summary>
    public void Tell(Action<FieldCodes> what)
    {
        what(_all);
        if (_deleted is null)
        {
            what(_kept);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void EndAll()
    {
        _all.EndAll();
        _kept.EndAll();
    }

    private void Breaks(XmlReader reader) => _isBroken |= reader.LocalName is "Choice" or "Fallback" && (_all.IsInCode || _kept.IsInCode);
}
