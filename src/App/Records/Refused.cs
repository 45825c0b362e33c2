using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Why a file is not taken, in the sentence that whoever attaches it reads.</summary>
internal static class Refused
{
    public static readonly Refusal Program = new("This is a program or a script, or is called like one. Programs are never taken.");
    public static readonly Refusal Page = new(
        "Web pages and drawings that can run script are not taken. Save it as a PDF or a picture, then attach that."
    );
    public static readonly Refusal Macros = new(
        "This document carries macros. Save it without them, as .docx, .xlsx or PDF, then attach that."
    );
    public static readonly Refusal Inside = new(
        "This document has another file inside it, fetches one or starts a program. Save it as a PDF, then attach that."
    );
    public static readonly Refusal Locked = new(
        "This file is locked with a password, so it cannot be checked. Save it without the password, then attach that."
    );
    public static readonly Refusal Archive = new("This is an archive of several files. Attach the files in it one by one.");
    public static readonly Refusal PdfActs = new(
        "This PDF runs script, starts programs, opens other files or sends what is filled in. Print it to a new PDF, then attach that."
    );
    public static readonly Refusal TwoKinds = new(
        "This file is two kinds of file at once. Save it again with the program that made it, then attach that."
    );
    public static readonly Refusal Damaged = new(
        "This file is damaged, so it cannot be checked. Save it again with the program that made it, then attach that."
    );
    public static readonly Refusal TooMuch = new(
        "There is more in this file than can be checked: 100 MB at most, unpacked. Split it, or print it to a new PDF, then attach that."
    );
    public static readonly Refusal Unknown = new(
        "This kind of file is not taken. Save it as a PDF, a picture, a recording, a document, a spreadsheet or plain text."
    );

    /// <summary>A letter is taken with what came with it, or not at all.</summary>
    public static Refusal InLetter(Refusal attached) => new("This letter has a file attached that is not taken. " + attached.Sentence);
}
