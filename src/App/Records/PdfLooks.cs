namespace Wardwise.App.Records;

/// <summary>What reading a PDF's dictionaries may cost. Each lies in one object, and is read once; where they lie one in another, or do not
/// end, the same bytes would be read again for each.</summary>
/// <param name="limit">What checking the whole file may cost.</param>
internal sealed class PdfLooks(CheckLimit limit)
{
    private const int Beginning = 64 * 1024;

    /// <summary>What does not end is in a damaged file, or in one that is made to be slow.</summary>
    private const int Vain = 8;

    private long _looked;

    /// <exception cref="TooMuchToCheckException">It is more than may be.</exception>
    public void Look(long bytes)
    {
        limit.Visits(bytes);
        Count(bytes);
    }

    /// <summary>Those bytes were looked at, and no dictionary ended.</summary>
    /// <exception cref="TooMuchToCheckException">It is more than may be.</exception>
    public void InVain(long bytes) => Count((Vain - 1) * bytes);

    private void Count(long bytes)
    {
        _looked += bytes;
        if (_looked > Beginning + limit.Whole)
        {
            throw new TooMuchToCheckException();
        }
    }
}
