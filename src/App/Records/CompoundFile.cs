using System.Buffers.Binary;
using System.Text;

namespace Wardwise.App.Records;

/// <summary>A compound file, in which old documents of Office and letters of Outlook are kept: a file system in a file ([MS-CFB]). Read
/// only, and a damaged one ends in an exception.</summary>
internal sealed class CompoundFile
{
    private const int MostEntries = 100_000;
    private const uint MostSectors = 0xFFFFFFFA;

    private readonly byte[] _file;
    private readonly CheckLimit _limit;
    private readonly int _sector;
    private readonly uint[] _next;
    private readonly byte[] _small = [];
    private readonly uint[] _smallNext = [];
    private readonly uint _smallBelow;

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public CompoundFile(byte[] file, CheckLimit limit)
    {
        (_file, _limit) = (file, limit);
        if (file.Length < 512 || Short(28) != 0xFFFE || Short(30) is not (9 or 12))
        {
            throw new InvalidDataException("No compound file.");
        }

        _sector = 1 << Short(30);
        _next = Numbers(Table());
        _smallBelow = Long(56);
        Entries = Directory();
        if (Entries is [{ Size: > 0 } root, ..])
        {
            _small = Chain(root.Start, (int)Math.Min(root.Size, file.Length));
            _smallNext = Numbers(Chain(Long(60), file.Length));
        }
    }

    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The root first.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <param name="Name">Of a storage or a stream.</param>
    /// <param name="IsStream">It has bytes.</param>
    /// <param name="Start">Its first sector.</param>
    /// <param name="Size">In bytes.</param>
    public sealed record Entry(string Name, bool IsStream, uint Start, long Size);

    public byte[] Read(Entry entry)
    {
        var size = (int)Math.Min(entry.Size, _file.Length);
        return entry.Size < _smallBelow ? SmallChain(entry.Start, size) : Chain(entry.Start, size);
    }

    /// <summary>Where the table of sectors lies: 109 places in the header, the rest in a chain of their own.</summary>
    private byte[] Table()
    {
        var table = new MemoryStream();
        void Add(uint sector)
        {
            if (sector < MostSectors)
            {
                table.Write(Sector(sector));
            }
        }

        for (var i = 0; i < 109; i++)
        {
            Add(Long(76 + (i * 4)));
        }

        var more = Long(68);
        for (var many = 0; more < MostSectors; many++)
        {
            var places = Sector(more);
            if (many > _file.Length / _sector || table.Length > _file.Length)
            {
                throw new InvalidDataException("The table of sectors is longer than the file.");
            }

            for (var at = 0; at < _sector - 4; at += 4)
            {
                Add(BinaryPrimitives.ReadUInt32LittleEndian(places[at..]));
            }

            more = BinaryPrimitives.ReadUInt32LittleEndian(places[(_sector - 4)..]);
        }

        return table.ToArray();
    }

    private List<Entry> Directory()
    {
        const int Size = 128;
        var directory = Chain(Long(48), _file.Length);
        var entries = new List<Entry>();
        for (var at = 0; at + Size <= directory.Length; at += Size)
        {
            if (at / Size >= MostEntries)
            {
                throw new InvalidDataException("It has more entries than are read.");
            }

            var entry = directory.AsSpan(at, Size);
            var (length, kind) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]), entry[66]);
            if (kind is 1 or 2 or 5)
            {
                entries.Add(
                    new(
                        Encoding.Unicode.GetString(entry[..Math.Clamp(length - 2, 0, 64)]),
                        kind is 2,
                        BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]),
                        BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])
                    )
                );
            }
        }

        return entries;
    }

    private byte[] Chain(uint sector, int most)
    {
        var bytes = new MemoryStream();
        for (; sector < MostSectors && bytes.Length < most; sector = Next(_next, sector))
        {
            _limit.Visits(_sector);
            bytes.Write(Sector(sector));
        }

        return bytes.Length <= most ? bytes.ToArray() : bytes.GetBuffer()[..most];
    }

    private byte[] SmallChain(uint sector, int most)
    {
        const int Size = 64;
        var bytes = new MemoryStream();
        for (; sector < MostSectors && bytes.Length < most; sector = Next(_smallNext, sector))
        {
            _limit.Visits(Size);
            var at = checked((int)sector * Size);
            bytes.Write(at + Size <= _small.Length ? _small.AsSpan(at, Size) : throw new InvalidDataException("It ends too early."));
        }

        return bytes.Length <= most ? bytes.ToArray() : bytes.GetBuffer()[..most];
    }

    private static uint Next(uint[] next, uint sector) =>
        sector < next.Length ? next[sector] : throw new InvalidDataException("A sector that is not there.");

    private ReadOnlySpan<byte> Sector(uint number)
    {
        var at = ((long)number + 1) * _sector;
        // The last one may be cut short.
        return at >= _file.Length ? throw new InvalidDataException("It ends too early.")
            : at + _sector <= _file.Length ? _file.AsSpan((int)at, _sector)
            : (byte[])[.. _file.AsSpan((int)at), .. new byte[_sector - (_file.Length - (int)at)]];
    }

    private static uint[] Numbers(byte[] bytes) =>
        [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * 4)))];

    private ushort Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(at));

    private uint Long(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at));
}
