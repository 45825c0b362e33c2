using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Library;

namespace Wardwise.App.Library;

internal sealed class LibraryTables : ITables
{
    public void Map(ModelBuilder model) => model.Entity<LibraryWords>().ToTable("library_words");
}
