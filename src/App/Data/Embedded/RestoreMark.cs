using System.Text.Json;

namespace Wardwise.App.Data.Embedded;

/// <summary>
/// A file in a home while a restore moves things there. A restore that is cut off leaves it: the home does not open then, and the same
/// command goes on from it, so that what was there stays in one piece.
/// </summary>
/// <param name="Aside">The folder in the home to which its earlier content goes; null when there was none.</param>
/// <param name="Emptied">Whether all of it is there: what is in the home now came from the backup.</param>
internal sealed record RestoreMark(string? Aside, bool Emptied)
{
    /// <summary>How the folder for what was there before begins.</summary>
    public const string AsideBegins = "before-restore-";

    public const string Name = "restoring.json";

    /// <summary>The folder in which a restore gathers what it will put in place.</summary>
    public const string Gathering = "restoring";

    /// <summary>The mark of a restore that was cut off, or null.</summary>
    /// <exception cref="InstanceException">There is one that cannot be read: somebody, or something, else wrote it.</exception>
    public static RestoreMark? Of(string home)
    {
        var path = Path.Combine(home, Name);
        if (!Path.Exists(path))
        {
            return null;
        }

        try
        {
            if (
                JsonSerializer.Deserialize<RestoreMark>(File.ReadAllText(path)) is { } mark
                && (
                    mark.Aside is null
                    || (mark.Aside == Path.GetFileName(mark.Aside) && mark.Aside.StartsWith(AsideBegins, StringComparison.Ordinal))
                )
            )
            {
                return mark;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // Said below.
        }

        throw new InstanceException(
            $"{path} should say how far a restore came, and cannot be read: "
                + $"move everything out of {home}, keep it, and restore into the empty folder."
        );
    }

    /// <summary>Whole or not at all. A file system keeps renames in their order, also through a power cut, so only what the file says must
    /// be on the disk first.</summary>
    public void Write(string home)
    {
        var path = Path.Combine(home, Name);
        using (var file = File.Create(path + ".new"))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Removes what a restore had gathered that was cut off before it moved anything. For whoever holds the home in use: then none
    /// goes on. What cannot be removed hinders nobody.</summary>
    public static void Forget(string home)
    {
        try
        {
            Directory.Delete(Path.Combine(home, Gathering), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Mostly it is not there.
        }
    }

    public static void Remove(string home) => File.Delete(Path.Combine(home, Name));
}
