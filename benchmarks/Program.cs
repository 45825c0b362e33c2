using Wardwise.Benchmarks;

var all = typeof(IBenchmark).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IBenchmark)))
    .Select(t => (IBenchmark)Activator.CreateInstance(t)!).OrderBy(b => b.Name).ToList();
if (args.Length == 0 || all.FirstOrDefault(b => b.Name == args[0]) is not { } benchmark)
{
    Console.Error.WriteLine("./bench NAME measures one of:");
    foreach (var known in all)
    {
        Console.Error.WriteLine($"  {known.Name,-12} {known.About}");
    }

    return 2;
}

Console.WriteLine(Machine.Named());
return await benchmark.Run(args[1..]);
