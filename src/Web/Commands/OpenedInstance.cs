using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;

namespace Wardwise.Web.Commands;

/// <summary>An instance opened for one command: its server running, its schema up to date, and the actor the command runs as.</summary>
internal sealed class OpenedInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpenedInstance(WardwiseInstance instance, ServiceProvider services, Actor actor) =>
        (Instance, _services, Actor) = (instance, services, actor);

    public WardwiseInstance Instance { get; }

    public Actor Actor { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>On a private instance the machine's owner runs the command; on a server an account does, named in the
    /// environment.</summary>
    /// <exception cref="InstanceException">The server needs an account and none, or a wrong one, was named.</exception>
    public static async Task<OpenedInstance> Open(CancellationToken cancel)
    {
        var instance = await WardwiseInstance.Open(InstanceOptions.FromEnvironment(), cancel);
        try
        {
            if (instance.IsPrivate)
            {
                await Migrator.Run(instance.OwnerConnectionString, cancel);
            }

            var services = new ServiceCollection()
                .AddLogging(l => l.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
                .AddWardwise(instance.Logins, new InstanceHome(instance.Home))
                .BuildServiceProvider();
            return new(instance, services, await ActorOf(instance, services, cancel));
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Instance.DisposeAsync();
    }

    private static async Task<Actor> ActorOf(WardwiseInstance instance, ServiceProvider services, CancellationToken cancel)
    {
        var actors = services.GetRequiredService<Actors>();
        if (instance.IsPrivate)
        {
            return await actors.MachineOwner(cancel);
        }

        var email = Environment.GetEnvironmentVariable("WARDWISE_ACCOUNT");
        var password = Environment.GetEnvironmentVariable("WARDWISE_PASSWORD");
        var input = new SignIn.Input
        {
            Email = email,
            Password = password,
            Code = Environment.GetEnvironmentVariable("WARDWISE_CODE"),
        };
        var signedIn = await services.GetRequiredService<SignIn>().Run(Actor.Nobody, input, SignInSource.CommandLine, cancel);
        return signedIn is { Done: true, Value.SessionId: { } session } && await actors.OfSession(session, cancel) is { } actor
            ? actor
            : throw new InstanceException(
                "This instance is on a server, so a command needs an account: set WARDWISE_ACCOUNT and WARDWISE_PASSWORD (and "
                    + "WARDWISE_CODE)."
            );
    }
}
