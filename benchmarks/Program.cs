using Wardwise.Benchmarks;

var benchmarks = typeof(IBenchmark)
    .Assembly.GetTypes()
    .Where(t => t.IsClass && t.IsAssignableTo(typeof(IBenchmark)))
    .Select(t => (IBenchmark)Activator.CreateInstance(t)!)
    .OrderBy(b => b.Name, StringComparer.Ordinal)
    .ToList();
if (args.Length > 0 && benchmarks.Find(b => b.Name == args[0]) is { } chosen)
{
    return await chosen.Run(args[1..]);
}

Console.Error.WriteLine("./bench NAME");
foreach (var benchmark in benchmarks)
{
    Console.Error.WriteLine($"  {benchmark.Name, -10} {benchmark.About}");
}

return args.Length == 0 ? 0 : 2;
