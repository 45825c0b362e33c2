using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Demonstration;

/// <summary>The agencies, teams and accounts of the demonstration as they stand in the database.</summary>
internal sealed record EnteredStaff(IReadOnlyDictionary<string, Guid> Agencies, IReadOnlyDictionary<string, Guid> Accounts, Guid Agreement);

/// <summary>
/// Enters everybody. The accounts go in together with one password worked out once: a password is made to be slow, and 118 of them would
/// take a quarter of a minute.
/// </summary>
internal sealed class EnterStaff(Database database, AccountBook accounts)
{
    public async Task<EnteredStaff> Run(
        Wealdshire county,
        IReadOnlyDictionary<string, int> places,
        string password,
        CancellationToken cancel
    )
    {
        var actors = new Actors(database);
        var owner = await actors.MachineOwner(cancel);
        var force = (
            await new OpenForce(database).Run(
                owner,
                new()
                {
                    Code = Grounds.ForceCode,
                    Name = county.Grounds.Force.Name,
                    PoliceName = Staff.PoliceName,
                },
                cancel
            )
        ).Value;
        var agencies = new Dictionary<string, Guid> { ["police"] = force.PoliceId };
        foreach (var agency in county.Staff.Agencies.Where(a => a.Key != "police"))
        {
            agencies[agency.Key] = (
                await new SaveAgency(database).Run(
                    owner,
                    new()
                    {
                        ForceId = force.ForceId,
                        Name = agency.Name,
                        Kind = agency.Kind,
                    },
                    cancel
                )
            ).Value;
        }

        var byEmail = await Members(county, owner, agencies, places, password, cancel);
        var coordinator = await actors.OfAccount(byEmail[county.Staff.Coordinators[0].Email], cancel);
        var agreement = await new SealAgreement(database).Run(
            coordinator!,
            new()
            {
                Title = "Community safety in Wealdshire",
                Parties = [.. agencies.Values],
                Purposes = "To prevent crime and anti-social behaviour together, and to help those whom it harms",
                Data = "Problems, plans and results; what is needed of persons, case by case",
                StartsOn = county.Calendar.Start.AddYears(-1),
                EndsOn = county.Calendar.Today.AddYears(1),
            },
            cancel
        );
        return new(agencies, byEmail, agreement.Value);
    }

    private async Task<Dictionary<string, Guid>> Members(
        Wealdshire county,
        Actor owner,
        Dictionary<string, Guid> agencies,
        IReadOnlyDictionary<string, int> places,
        string password,
        CancellationToken cancel
    )
    {
        await using var work = await database.Begin(owner, cancel);
        var teams = new Dictionary<string, Team>();
        foreach (var team in county.Staff.Teams)
        {
            teams[team.Neighbourhood] = new()
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agencies["police"],
                Name = team.Name,
                PlaceNo = places.TryGetValue(team.Neighbourhood, out var no) ? no : null,
            };
        }

        work.Db.AddRange(teams.Values);
        var book = accounts.In(work);
        var byEmail = new Dictionary<string, Guid>();
        string? hash = null;
        foreach (var member in county.Staff.Members)
        {
            var account = new Account
            {
                // A moment apart, so that the sign-in page lists them as they stand here.
                Id = Guid.CreateVersion7(work.Now.AddMilliseconds(byEmail.Count - county.Staff.Members.Count)),
                UserName = member.Email,
                NormalizedUserName = book.NormalizeName(member.Email),
                Email = member.Email,
                NormalizedEmail = book.NormalizeEmail(member.Email),
                EmailConfirmed = true,
                LockoutEnabled = true,
                SecurityStamp = Guid.CreateVersion7().ToString("N"),
                Name = member.Name,
                JobTitle = member.JobTitle,
                Introduced = member.Introduced,
            };
            account.PasswordHash = hash ??= book.PasswordHasher.HashPassword(account, password);
            byEmail[member.Email] = account.Id;
            work.Db.Add(account);
            work.Db.Add(
                new Posting
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = account.Id,
                    AgencyId = agencies[member.Agency],
                    TeamId = member.Neighbourhood is { } neighbourhood && member.Role == Role.Officer ? teams[neighbourhood].Id : null,
                    Role = member.Role,
                    StartsOn = county.Calendar.Start.AddYears(-1),
                }
            );
        }

        if (await work.Commit("made the demonstration's people", cancel) is { } refused)
        {
            throw new InvalidOperationException(refused.Sentence);
        }

        return byEmail;
    }
}
