using Microsoft.EntityFrameworkCore;
using Wardwise.Domain.Library;

namespace Wardwise.App.Data.Tables;

internal sealed class LibraryTables : ITables
{
    public void Map(ModelBuilder model) => model.Entity<LibraryWords>().ToTable("library_words");
}
