namespace Wardwise.Benchmarks;

/// <summary>Something that <c>./bench</c> measures. Found by reflection.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string About { get; }

    /// <returns>0 when what it promises is kept, 1 when not.</returns>
    Task<int> Run(string[] arguments);
}
