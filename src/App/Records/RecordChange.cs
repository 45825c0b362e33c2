using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;

namespace Wardwise.App.Records;

/// <summary>Whose hands a change asks for.</summary>
internal enum Hands
{
    /// <summary>The agency that owns the record, and one that it is shared with for taking part.</summary>
    Writers,

    /// <summary>The agency that owns it, alone.</summary>
    Owner,

    /// <summary>Whoever reads it: who asks to join writes nothing of what it says.</summary>
    Readers,
}

/// <summary>A change of one record: what the desk asks before it is made.</summary>
/// <typeparam name="TFile">What the kind's use cases take out; <see cref="Record"/> for a change that any kind of record takes.</typeparam>
/// <param name="Reference">Which record.</param>
/// <param name="Why">What was done, in words for its history.</param>
/// <param name="Input">What was typed: no text of it is longer than its limit.</param>
internal sealed record RecordChange<TFile>(string Reference, string Why, object Input)
    where TFile : class
{
    /// <summary>Where the record is known by its id and not by its reference.</summary>
    public Guid? Id { get; init; }

    /// <summary>Null is the act that writes the kind.</summary>
    public Act? Act { get; init; }

    public Hands By { get; init; }

    /// <summary>The change has a rule of its own about the state it finds: reopening asks for a closed record.</summary>
    public bool WhenLocked { get; init; }

    /// <summary>False for what is no work on the record: asking to join.</summary>
    public bool IsWork { get; init; } = true;

    /// <summary>False for what stands beside the record and changes nothing that its kind looks at: a note, a share.</summary>
    public bool Touches { get; init; } = true;

    /// <summary>The version that the form was filled in from, and the part of the file whose version it is. The part has a new version
    /// after every save of the form, also where only the record's own title or place was changed.</summary>
    public (int Typed, Func<TFile, object> Part)? Version { get; init; }

    /// <summary>How much of the record's history there was when it was read; null when it was read on no page.</summary>
    public long? ReadTo { get; init; }

    /// <summary>Null when any kind of record takes it.</summary>
    public RecordKind? Kind => typeof(TFile) == typeof(Record) ? null : RecordKinds.Of<TFile>();
}

/// <summary>A record that has been taken out, held until the work ends.</summary>
internal sealed class Taken<TFile>(Work work, RecordKind kind, object file, string why)
    where TFile : class
{
    public Work Work => work;

    public RecordKind Kind => kind;

    public Record Record { get; } = file as Record ?? kind.RecordOf(file);

    public TFile File => Whole as TFile ?? (TFile)(object)Record;

    /// <summary>As the kind takes it out.</summary>
    public object Whole => file;

    /// <summary>What was done, in words for the history.</summary>
    public string Why { get; set; } = why;
}
