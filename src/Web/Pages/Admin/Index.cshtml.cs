using Wardwise.App.Access;
using Wardwise.App.Search;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin;

[Needs(Act.ManageRules)]
public sealed class IndexModel(ListNotFindable notFindable) : WardPage
{
    /// <summary>Records that search does not find.</summary>
    public IReadOnlyList<ListNotFindable.Aside> NotFindable { get; private set; } = [];

    public async Task OnGetAsync() => NotFindable = (await notFindable.Run(Actor, Cancel)).Value;
}
