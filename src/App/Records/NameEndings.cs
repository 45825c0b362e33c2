using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What the name of a file of each sort may end in. The program that a double click opens goes by the ending: one that belongs to
/// another sort deceives whoever opens the file, or nobody can open it.</summary>
internal static class NameEndings
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const string Open = "application/vnd.oasis.opendocument.";

    /// <summary>What stands after a name's last point, and is longer, or a number, or words, is part of the name.</summary>
    private const int Longest = 11;

    /// <summary>The first ending is the one to be given.</summary>
    private static readonly (string Types, string What, string Endings)[] Kinds =
    [
        ("image/jpeg", "a JPEG picture", "jpg jpeg jpe jfif"),
        ("image/png", "a PNG picture", "png"),
        ("image/gif", "a GIF picture", "gif"),
        ("image/webp", "a WebP picture", "webp"),
        ("image/tiff", "a TIFF picture", "tif tiff dng nef cr2 arw"),
        ("image/bmp", "a BMP picture", "bmp dib"),
        ("image/jp2", "a JPEG 2000 picture", "jp2 jpx jpf jpm j2k j2c jpc"),
        ("image/heic image/heif image/avif", "a picture of a phone (HEIC or AVIF)", "heic heif hif avif heics heifs"),
        ("audio/wav", "a WAV recording", "wav wave"),
        ("audio/mpeg", "an MP3 recording", "mp3 mp2 mpga mpeg"),
        ("audio/aac", "an AAC recording", "aac adts m4a"),
        ("audio/ogg", "an Ogg recording", "ogg oga ogv opus spx"),
        ("audio/flac", "a FLAC recording", "flac"),
        ("audio/amr", "an AMR recording", "amr awb 3ga"),
        ("audio/aiff", "an AIFF recording", "aiff aif aifc"),
        ("audio/x-caf", "a CAF recording", "caf"),
        // One family: what is in them, their own programs do not tell apart.
        (
            "video/mp4 video/quicktime video/3gpp audio/mp4",
            "a film or a recording (MP4)",
            "mp4 m4v mov qt 3gp 3gpp 3g2 f4v f4a m4a m4b mp4v 3ga"
        ),
        ("video/webm", "a WebM or Matroska film", "webm mkv mka weba"),
        ("video/x-ms-asf", "a Windows Media film or recording", "wmv wma asf"),
        ("video/x-msvideo", "an AVI film", "avi divx"),
        ("video/mpeg", "an MPEG film", "mpg mpeg mpe m1v m2v m2p vob mod ps"),
        ("video/mp2t", "an MPEG film", "mpg mpeg ts mts m2ts m2t tod"),
        ("application/pdf", "a PDF", "pdf"),
        ("application/rtf", "a rich text", "rtf doc"),
        ("message/rfc822", "a letter", "eml txt"),
        ("application/vnd.ms-outlook", "a letter of Outlook", "msg oft"),
        ("application/msword", "a Word document", "doc dot"),
        ("application/vnd.ms-excel", "an Excel workbook", "xls xlt"),
        ("application/vnd.ms-powerpoint", "a PowerPoint presentation", "ppt pps pot"),
        (Office + "wordprocessingml.document", "a Word document", "docx dotx"),
        (Office + "spreadsheetml.sheet", "an Excel workbook", "xlsx xltx"),
        (Office + "presentationml.presentation", "a PowerPoint presentation", "pptx ppsx potx"),
        (Open + "text", "an OpenDocument text", "odt ott fodt odm otm"),
        (Open + "spreadsheet", "an OpenDocument spreadsheet", "ods ots fods"),
        (Open + "presentation", "an OpenDocument presentation", "odp otp fodp"),
        (Open + "graphics", "an OpenDocument drawing", "odg otg fodg"),
        (Open + "formula", "an OpenDocument formula", "odf otf"),
        ("text/csv", "a table as text", "csv"),
        (
            "text/plain",
            "plain text",
            "txt text csv tsv tab log md markdown rst asc json geojson ndjson xml gpx kml gml ics ical vcf yaml yml srt vtt tex rpt prn dat"
        ),
    ];

    /// <param name="type">As found from the content.</param>
    /// <param name="name">As it will be called; one without an ending is opened by nothing, and deceives nobody.</param>
    public static Refusal? Refuses(string type, string name)
    {
        var ending = name.LastIndexOf('.') is > 0 and var at ? name[(at + 1)..].ToLowerInvariant() : "";
        if (ending.Length is 0 or > Longest || ending.Contains(' ', StringComparison.Ordinal) || ending.All(char.IsAsciiDigit))
        {
            return null;
        }

        var (_, what, endings) = Kinds.First(k =>
            k.Types.Split(' ').Any(t => type == t || type.StartsWith(t + "-", StringComparison.Ordinal))
        );
        var fit = endings.Split(' ');
        return fit.Contains(ending)
            ? null
            : new($"This is {what}, but its name ends in “.{ending}”. Give it a name that ends in “.{fit[0]}”, then attach it.");
    }
}
