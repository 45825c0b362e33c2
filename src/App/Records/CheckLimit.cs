namespace Wardwise.App.Records;

/// <summary>What checking one file may cost, with all that lies in it at whatever depth. Work is counted in bytes, so that it can never
/// grow faster than what there is to look at; and what a small file unpacks to has an end.</summary>
/// <param name="given">How long the file is.</param>
/// <param name="cancel">Stops, in the middle of a file too.</param>
internal sealed class CheckLimit(long given, CancellationToken cancel = default)
{
    public const long MostUnpacked = 100L * 1024 * 1024;
    private const long MostOfPart = 64L * 1024 * 1024;
    private const int Deepest = 4;

    /// <summary>How often each byte may be looked at.</summary>
    private const int Looks = 8;
    private const int Beginning = 64 * 1024;

    private int _depth;

    public CancellationToken Cancel => cancel;

    /// <summary>Bytes, of all parts at all depths.</summary>
    public long Unpacked { get; private set; }

    /// <summary>Bytes that there are to look at.</summary>
    public long Whole => given + Unpacked;

    /// <summary>Bytes looked at one by one, each as often as it was.</summary>
    public long Visited { get; private set; }

    /// <exception cref="TooMuchToCheckException">It is more than may be.</exception>
    public void Visits(long bytes)
    {
        cancel.ThrowIfCancellationRequested();
        Visited += bytes;
        Hold(Visited <= Beginning + (Looks * Whole));
    }

    /// <summary>Looks at a file within the file.</summary>
    /// <exception cref="TooMuchToCheckException">It lies too deep.</exception>
    public T Within<T>(Func<T> look)
    {
        Hold(++_depth <= Deepest);
        try
        {
            return look();
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>A packed part, counted as it is read; to be disposed of.</summary>
    public Stream Counted(Stream part) => new Part(this, part);

    /// <param name="packed">Counted here.</param>
    /// <param name="most">No more of it is wanted.</param>
    /// <exception cref="TooMuchToCheckException">It is more than may be.</exception>
    public byte[] Unpack(Stream packed, long most = long.MaxValue)
    {
        using var from = Counted(packed);
        using var to = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; to.Length < most && (read = from.Read(buffer, 0, (int)Math.Min(buffer.Length, most - to.Length))) > 0; )
        {
            to.Write(buffer, 0, read);
        }

        return to.ToArray();
    }

    private static void Hold(bool holds)
    {
        if (!holds)
        {
            throw new TooMuchToCheckException();
        }
    }

    private sealed class Part(CheckLimit limit, Stream from) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            limit.Cancel.ThrowIfCancellationRequested();
            var read = from.Read(buffer, offset, count);
            limit.Unpacked += read;
            Hold((_read += read) <= MostOfPart && limit.Unpacked <= MostUnpacked);
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                from.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>Checking goes no further: <see cref="MediaTypes"/> says so to whoever attached the file.</summary>
internal sealed class TooMuchToCheckException() : Exception("The file holds more than may be checked.");
