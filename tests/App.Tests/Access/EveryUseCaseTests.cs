using System.Collections;
using System.Reflection;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>
/// Every use case is run by those who may not: nobody signed in, somebody without a posting, and each role that lacks the act. Each time
/// the answer is <see cref="Policy"/>'s own, so that the question came before any other, and nothing is written. A use case that forgets to
/// ask is named here, and so is a line of the lists that nothing needs.
/// </summary>
public sealed class EveryUseCaseTests
{
    /// <summary>What rightly asks nothing, and why.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        [Name<SignIn>()] = "by it somebody begins to be anybody",
        [Name<SignOut>()] = "ends the session that the actor came with, and does nothing without one",
        [Name<AskReset>()] = "asked by who cannot sign in; the answer is the same for everybody",
        [Name<SetPassword>()] = "the secret of a link, or the old password, says whose it is",
        [Name<IntroducedPeople>()] = "the sign-in page of the demonstration shows them",
        [Name<StopDigest>()] = "the token of a letter stops that letter, and does nothing else",
    };

    /// <summary>Whom one of several acts lets in, though the act that the refusal names is another.</summary>
    private static readonly Dictionary<string, Role> AlsoOpenTo = new()
    {
        // Who seals agreements sees them, without seeing records.
        [Name<ListAgreements>()] = Role.Administrator,
    };

    [Fact]
    public async Task EveryUseCase_RefusesWhoMayNot_BeforeAnythingElse()
    {
        await using var ground = await RefusedGround.Lay();
        Assert.True(Doors(Registration.UseCases).Count() > 100);

        var faults = new List<string>();
        foreach (var door in Doors(Registration.UseCases))
        {
            faults.AddRange(await ground.Faults(door, Open, AlsoOpenTo));
        }

        Assert.Empty(faults);
        Assert.Empty(Open.Keys.Concat(AlsoOpenTo.Keys).Except(Doors(Registration.UseCases).Select(Name)));
    }

    [Fact]
    public void WhateverTakesAnActorAndAnswers_IsAUseCase() =>
        Assert.Empty(Doors(typeof(Registration).Assembly.GetExportedTypes()).Select(d => d.DeclaringType!).Except(Registration.UseCases));

    [Theory]
    [InlineData(typeof(ForgetsToAsk), "answered")]
    [InlineData(typeof(LooksFirst), "There is no such record, or it is not shared with you.")]
    [InlineData(typeof(AsksNoActor), "takes no actor")]
    [InlineData(typeof(WritesFirst), "something was written")]
    [InlineData(typeof(AsksWhoeverSignedIn), "Officer: answered")]
    public async Task AUseCaseThatForgetsToAsk_IsNamed(Type useCase, string said)
    {
        await using var ground = await RefusedGround.Lay();
        var door = Assert.Single(Doors([useCase]));

        var faults = await ground.Faults(door, [], []);

        Assert.Contains(faults, f => f.StartsWith(Name(door), StringComparison.Ordinal) && f.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnUnneededLineOfAList_IsNamed()
    {
        await using var ground = await RefusedGround.Lay();
        var door = Assert.Single(Doors([typeof(ListAccounts)]));

        var open = await ground.Faults(door, new() { [Name(door)] = "no reason" }, []);
        var also = await ground.Faults(door, [], new() { [Name(door)] = Role.Partner });

        Assert.Equal("ListAccounts.Run asks: take it off the list.", Assert.Single(open));
        Assert.Equal("ListAccounts.Run lets nobody in as Partner beside its act: take it off the list.", Assert.Single(also));
    }

    private static string Name<T>() => $"{typeof(T).Name}.Run";

    internal static string Name(MethodInfo door) => $"{door.DeclaringType!.Name}.{door.Name}";

    /// <summary>What a page, a command or a job can call of a class: its Run, and whatever else takes an actor and answers with an
    /// outcome.</summary>
    private static IEnumerable<MethodInfo> Doors(IEnumerable<Type> types) =>
        types
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => (m.Name == "Run" && Registration.IsUseCase(m.DeclaringType!)) || (Takes(m) && Answers(m)));

    internal static bool Takes(MethodInfo door) => door.GetParameters().Any(p => p.ParameterType == typeof(Actor));

    internal static bool Answers(MethodInfo door) =>
        door.ReturnType is { IsGenericType: true, GenericTypeArguments: [{ IsGenericType: true } answer] }
        && answer.GetGenericTypeDefinition() == typeof(Outcome<>);

    /// <summary>Reads for whoever asks.</summary>
    public sealed class ForgetsToAsk(Database database)
    {
        public async Task<Outcome<long>> Run(Actor actor, CancellationToken cancel)
        {
            await using var work = await database.Begin(actor, cancel);
            return await work.Scalar<long>("select count(*) from account", cancel);
        }
    }

    /// <summary>Whether there is such a record is told to whoever asks.</summary>
    public sealed class LooksFirst(Database database)
    {
        public async Task<Outcome<Nothing>> Run(Actor actor, string reference, CancellationToken cancel)
        {
            await using var work = await database.Begin(actor, cancel);
            return await work.Scalar<long>("select count(*) from record where reference = $1", cancel, reference) == 0 ? Refusal.NotThere
                : Policy.Refuses(actor, Act.SeeRecords) is { } no ? no
                : default(Nothing);
        }
    }

    public sealed class AsksNoActor
    {
        public Task<Outcome<Nothing>> Run(CancellationToken cancel) => Task.FromResult<Outcome<Nothing>>(default(Nothing));
    }

    public sealed class WritesFirst(Database database)
    {
        public async Task<Outcome<Nothing>> Run(Actor actor, CancellationToken cancel)
        {
            await using var work = await database.Begin(actor, cancel);
            work.Noted(TrailEntry.Of(TrailKind.Alteration, actor.Id, "account", "was here"));
            await work.Finish(cancel);
            return Policy.Refuses(actor, Act.ManageAccounts) is { } no ? no : default(Nothing);
        }
    }

    /// <summary>Being signed in is not being allowed.</summary>
    public sealed class AsksWhoeverSignedIn
    {
        public Task<Outcome<Nothing>> Run(Actor actor, CancellationToken cancel) =>
            Task.FromResult<Outcome<Nothing>>(
                actor.Postings.Count == 0 && Policy.Refuses(actor, Act.ManageAccounts) is { } no ? no : default(Nothing)
            );
    }

    /// <summary>A station with a problem, and who may not.</summary>
    private sealed class RefusedGround : IAsyncDisposable
    {
        private readonly ProblemStation _ground;
        private readonly AnyInput[] _inputs;
        private readonly string _everyTable;
        private readonly Dictionary<Role, Actor> _roles;
        private List<string> _rows = [];

        private RefusedGround(ProblemStation ground, AnyInput[] inputs, string everyTable, Dictionary<Role, Actor> roles) =>
            (_ground, _inputs, _everyTable, _roles) = (ground, inputs, everyTable, roles);

        private Station Station => _ground.Station;

        /// <summary>An account whose last posting has ended.</summary>
        private Actor Unposted => _roles[Role.Officer] with { Postings = [], Scopes = [], Readers = [_roles[Role.Officer].Id] };

        public static async Task<RefusedGround> Lay()
        {
            var ground = await ProblemStation.Create();
            var reference = await ground.Scanned();
            var id = Guid.Parse(await Catalogue.One(ground.Station, $"select id from record where reference = '{reference}'"));
            var roles = new Dictionary<Role, Actor>();
            foreach (var role in Enum.GetValues<Role>())
            {
                roles[role] = await ground.Station.As(role);
            }

            var laid = new RefusedGround(
                ground,
                [new(ground.Station, reference, id, full: false), new(ground.Station, reference, id, full: true)],
                await Catalogue.One(
                    ground.Station,
                    """
                    select string_agg(
                        format('select %L || '' '' || count(*) || '' '' || coalesce(max(xmin::text::bigint), 0) from %I', relname, relname),
                        ' union all ')
                    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                    """
                ),
                roles
            );
            await laid.Rows();
            return laid;
        }

        /// <summary>Of every table: how many rows, and who wrote last.</summary>
        private async Task<List<string>> Rows() =>
            _rows = await Catalogue.Read(Station.OwnerConnectionString, _everyTable, r => r.GetString(0));

        /// <summary>What is wrong with a use case, or with what the lists say of it.</summary>
        public async Task<List<string>> Faults(MethodInfo door, Dictionary<string, string> open, Dictionary<string, Role> alsoOpenTo)
        {
            var faults = new List<string>();
            Role? also = alsoOpenTo.TryGetValue(Name(door), out var role) ? role : null;
            if (!Takes(door) || !Answers(door))
            {
                faults.Add($"{Name(door)} takes no actor, or cannot refuse.");
            }
            else
            {
                foreach (var input in _inputs)
                {
                    faults.AddRange(await Faults(door, input, also));
                }

                var before = _rows;
                faults.AddRange((await Rows()).Except(before).Select(t => $"{Name(door)}: something was written: {t}"));

                if (also is { } other && !(await AnswersLacking(door, other)))
                {
                    faults.Add($"{Name(door)} lets nobody in as {other} beside its act: take it off the list.");
                }
            }

            if (!open.ContainsKey(Name(door)))
            {
                return faults;
            }

            return faults.Count > 0 ? [] : [$"{Name(door)} asks: take it off the list."];
        }

        private async Task<List<string>> Faults(MethodInfo door, AnyInput input, Role? also)
        {
            var faults = new List<string>();
            var unposted = await Answer(door, input, Unposted);
            // Acts that the same roles have are refused in the same words.
            var acts = Enum.GetValues<Act>().Where(a => Policy.Refuses(Unposted, a)?.Sentence == unposted).ToList();
            if (acts.Count == 0)
            {
                faults.Add($"{Name(door)}, {input}, without a posting: {unposted}");
            }

            var nobody = await Answer(door, input, Actor.Nobody);
            if (nobody != Policy.Refuses(Actor.Nobody, Act.UseOwnPages)!.Sentence)
            {
                faults.Add($"{Name(door)}, {input}, not signed in: {nobody}");
            }

            var lacking = acts.Count == 0 ? [] : _roles.Where(r => !Policy.Allows(r.Value, acts[0])).ToList();
            foreach (var (role, actor) in lacking.Where(r => r.Key != also))
            {
                if (await Answer(door, input, actor) is var said && said != unposted)
                {
                    faults.Add($"{Name(door)}, {input}, {role}: {said}");
                }
            }

            return faults;
        }

        /// <summary>Whether it answers a role that the refusal of others does not name.</summary>
        private async Task<bool> AnswersLacking(MethodInfo door, Role role)
        {
            var unposted = await Answer(door, _inputs[0], Unposted);
            return !unposted.Contains(role.InWords(), StringComparison.OrdinalIgnoreCase)
                && await Answer(door, _inputs[0], _roles[role]) != unposted;
        }

        /// <summary>The sentence of its one refusal; "answered" when there is none.</summary>
        private async Task<string> Answer(MethodInfo door, AnyInput input, Actor actor)
        {
            try
            {
                var given = door.GetParameters().Select(p => p.ParameterType == typeof(Actor) ? actor : input.Of(p)).ToArray();
                var answer = (Task)door.Invoke(Station.Make(door.DeclaringType!), given)!;
                await answer;
                var outcome = answer.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(answer)!;
                var refusals = (IEnumerable)outcome.GetType().GetProperty(nameof(Outcome<>.Refusals))!.GetValue(outcome)!;
                var said = string.Join(' ', refusals.Cast<Refusal>().Select(r => r.Sentence));
                return said.Length == 0 ? "answered" : said;
            }
            catch (Exception e)
            {
                // Whatever it is: it was reached before the question.
                return $"threw {(e.InnerException ?? e).Message}";
            }
        }

        public ValueTask DisposeAsync() => _ground.DisposeAsync();
    }
}
