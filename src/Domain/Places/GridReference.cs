using System.Globalization;

namespace Wardwise.Domain.Places;

/// <summary>A point of the British National Grid, in metres: 0 to 700,000 east, 0 to 1,300,000 north.</summary>
public readonly record struct GridReference
{
    private GridReference(double easting, double northing) => (Easting, Northing) = (easting, northing);

    public double Easting { get; }

    public double Northing { get; }

    public static bool TryCreate(double easting, double northing, out GridReference grid)
    {
        var fits = easting is >= 0 and < 700_000 && northing is >= 0 and < 1_300_000;
        grid = fits ? new(easting, northing) : default;
        return fits;
    }

    /// <summary>Reads "TL 123 456" or "TL1230045600": two letters and an even number of digits up to ten. The point is the south-west
    /// corner.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GridReference grid)
    {
        grid = default;
        Span<char> packed = stackalloc char[12];
        var length = 0;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                continue;
            }

            if (length == packed.Length)
            {
                return false;
            }

            packed[length++] = char.ToUpperInvariant(letter);
        }

        var digits = length - 2;
        if (
            digits < 2
            || digits % 2 != 0
            || SquareOf(packed[0]) is not { } large
            || SquareOf(packed[1]) is not { } small
            || !int.TryParse(packed[2..(2 + (digits / 2))], NumberStyles.None, CultureInfo.InvariantCulture, out var east)
            || !int.TryParse(packed[(2 + (digits / 2))..length], NumberStyles.None, CultureInfo.InvariantCulture, out var north)
        )
        {
            return false;
        }

        // The letters run west to east and north to south in blocks of five by five; the false origin is the corner of square SV.
        var column = ((large % 5) * 5) + (small % 5) - 10;
        var row = 19 - ((large / 5) * 5) - (small / 5);
        var unit = Math.Pow(10, 5 - (digits / 2));
        return TryCreate((column * 100_000) + (east * unit), (row * 100_000) + (north * unit), out grid);
    }

    /// <summary>"TL 23100 24400": to the metre, cut and not rounded, as the grid is read.</summary>
    public override string ToString()
    {
        var (column, row) = ((int)Easting / 100_000, (int)Northing / 100_000);
        var large = LetterOf(((3 - ((row / 5) + 0)) * 5) + (column / 5) + 2);
        var small = LetterOf(((4 - (row % 5)) * 5) + (column % 5));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{large}{small} {(int)Easting % 100_000:00000} {(int)Northing % 100_000:00000}"
        );
    }

    // A to Z without I.
    private static int? SquareOf(char letter) => letter is >= 'A' and <= 'Z' and not 'I' ? letter - 'A' - (letter > 'I' ? 1 : 0) : null;

    private static char LetterOf(int square) => (char)('A' + square + (square >= 8 ? 1 : 0));
}
