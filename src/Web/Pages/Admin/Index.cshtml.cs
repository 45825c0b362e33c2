using Wardwise.App.Access;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin;

[Needs(Act.ManageRules)]
public sealed class IndexModel : WardPage;
