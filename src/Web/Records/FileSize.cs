using System.Globalization;

namespace Wardwise.Web.Records;

public static class FileSize
{
    /// <summary>"240 KB", "1.4 MB".</summary>
    public static string InWords(long bytes) =>
        bytes switch
        {
            < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
            < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MB"),
        };
}
