using System.CommandLine;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class UserVerb : IVerb
{
    private static readonly Option<string> Email = new("--email") { Description = "The e-mail address to sign in with.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "The person's name.", Required = true };
    private static readonly Option<string> Force = new("--force")
    {
        Description = "The force, by its police.uk id; opened if it is not there yet.",
        Required = true,
    };
    private static readonly Option<string> Agency = new("--agency") { Description = "The agency's name; left out, the force's police." };
    private static readonly Option<string> RoleName = new("--role")
    {
        Description = "officer, supervisor, coordinator, partner or administrator.",
        DefaultValueFactory = _ => "administrator",
    };
    private static readonly Option<string> JobTitle = new("--job-title")
    {
        Description = "Such as PCSO.",
        DefaultValueFactory = _ => string.Empty,
    };

    public Command Build()
    {
        var add = new Command("add", "Add somebody who can sign in. Prints a one-time password, to be changed at the first sign-in.")
        {
            Email,
            Name,
            Force,
            Agency,
            RoleName,
            JobTitle,
        };
        add.SetAction(Add);
        return new Command("user", "People who use the instance.") { add };
    }

    internal sealed record Added(Guid Id, string Email, string Role, string OneTimePassword);

    private static async Task<int> Add(ParseResult parsed, CancellationToken cancel)
    {
        if (EnumCode.Read<Role>(parsed.GetValue(RoleName)) is not { } role)
        {
            await Console.Error.WriteLineAsync("--role is one of officer, supervisor, coordinator, partner, administrator.");
            return CommandLine.WrongUsage;
        }

        await using var opened = await OpenedInstance.Open(cancel);
        return Answer.Give(
            parsed,
            await Add(opened, parsed, role, cancel),
            a => $"Added {a.Email}.\nOne-time password: {a.OneTimePassword}\nIt must be changed at the first sign-in."
        );
    }

    private static async Task<Outcome<Added>> Add(OpenedInstance opened, ParseResult parsed, Role role, CancellationToken cancel)
    {
        var force = await opened.Get<OpenForce>().Run(opened.Actor, new() { Code = parsed.GetValue(Force)! }, cancel);
        if (!force.Done)
        {
            return force.Refusals.ToList();
        }

        var agency = force.Value.PoliceId;
        if (parsed.GetValue(Agency) is { } name)
        {
            var agencies = await opened.Get<ListAgencies>().Run(opened.Actor, cancel);
            if (
                agencies.Value.FirstOrDefault(a => a.Agency.ForceId == force.Value.ForceId && Folding.Same(a.Agency.Name, name))
                is not { } found
            )
            {
                return new Refusal($"There is no agency called {name} in this force.");
            }

            agency = found.Agency.Id;
        }

        var password = OneTimePassword.Make();
        var added = await opened
            .Get<AddAccount>()
            .Run(
                opened.Actor,
                new()
                {
                    Email = parsed.GetValue(Email),
                    Name = parsed.GetValue(Name),
                    JobTitle = parsed.GetValue(JobTitle),
                    AgencyId = agency,
                    Role = role,
                    Password = password,
                    MustChangePassword = true,
                },
                cancel
            );
        return added.Done
            ? new Added(added.Value.AccountId, parsed.GetValue(Email)!, EnumCode.Of(role), password)
            : added.Refusals.ToList();
    }
}
