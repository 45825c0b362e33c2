using System.Xml;

namespace Wardwise.App.Records;

/// <summary>The fields of a part of a Word document in each of the ways in which programs read it: with what was deleted and without,
/// and with one or all of the branches of which each program takes the one that it knows. What hides from one reading stands in
/// another.</summary>
internal sealed class FieldReadings
{
    private enum Branches
    {
        All,
        First,
        Last,
    }

    private readonly (FieldCodes Fields, bool WithDeleted, Branches Branches)[] _readings =
    [
        .. from withDeleted in new[] { true, false }
        from branches in Enum.GetValues<Branches>()
        select (new FieldCodes(), withDeleted, branches),
    ];

    /// <summary>Where we stand: what was opened and changes who reads, by its depth.</summary>
    private readonly Stack<(int Depth, Opened What)> _open = [];

    /// <summary>Branches seen of each choice that is open.</summary>
    private readonly Stack<int> _seen = [];

    private enum Opened
    {
        Deleted,
        Choice,
        FirstBranch,
        OtherBranch,
        LastBranch,
    }

    /// <summary>One that was read fetches something.</summary>
    public bool Fetch => Array.Exists(_readings, r => r.Fields.Fetch);

    /// <summary>An element begins.</summary>
    public void Enters(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        switch (reader.LocalName)
        {
            case "del" or "moveFrom" or "delInstrText":
                _open.Push((reader.Depth, Opened.Deleted));
                break;
            case "AlternateContent":
                _open.Push((reader.Depth, Opened.Choice));
                _seen.Push(0);
                break;
            case "Choice" when _seen.TryPop(out var seen):
                _seen.Push(seen + 1);
                _open.Push((reader.Depth, seen == 0 ? Opened.FirstBranch : Opened.OtherBranch));
                break;
            case "Fallback" when _seen.Count > 0:
                _open.Push((reader.Depth, Opened.LastBranch));
                break;
        }
    }

    /// <summary>An element ends.</summary>
    public void Leaves(XmlReader reader)
    {
        if (_open.TryPeek(out var last) && last.Depth == reader.Depth)
        {
            _open.Pop();
            if (last.What is Opened.Choice)
            {
                _seen.Pop();
            }
        }
    }

    /// <summary>Tells each reading that has what stands here.</summary>
    public void Tell(Action<FieldCodes> what)
    {
        foreach (var (fields, withDeleted, branches) in _readings)
        {
            if (!_open.Any(o => Skips(withDeleted, branches, o.What)))
            {
                what(fields);
            }
        }
    }

    private static bool Skips(bool withDeleted, Branches branches, Opened what) =>
        what switch
        {
            Opened.Deleted => !withDeleted,
            Opened.FirstBranch => branches is Branches.Last,
            Opened.OtherBranch => branches is not Branches.All,
            Opened.LastBranch => branches is Branches.First,
            _ => false,
        };
}
