using System.Globalization;
using System.Text;

namespace Wardwise.App.Demonstration;

/// <summary>A page of typed lines as a PDF (ISO 32000-1, the standard font Helvetica), the same bytes each time: what a partner sends when
/// a step is done.</summary>
internal static class EvidenceFile
{
    private const int Widest = 88;

    public static byte[] Of(string heading, IReadOnlyList<string> lines)
    {
        var page = new StringBuilder("BT /F1 18 Tf 60 770 Td 22 TL (").Append(Escaped(heading)).Append(") Tj /F1 11 Tf 17 TL T*");
        foreach (var line in lines.SelectMany(Wrapped))
        {
            page.Append(" T* (").Append(Escaped(line)).Append(") Tj");
        }

        page.Append(" ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length.ToString(CultureInfo.InvariantCulture)} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static IEnumerable<string> Wrapped(string line)
    {
        while (line.Length > Widest)
        {
            var at = line.LastIndexOf(' ', Widest);
            yield return line[..(at > 0 ? at : Widest)];
            line = line[(at > 0 ? at + 1 : Widest)..];
        }

        yield return line;
    }

    private static string Escaped(string text) =>
        new StringBuilder(text).Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)").Replace('\n', ' ').ToString();
}
