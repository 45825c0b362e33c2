using Mono.Cecil;

namespace Wardwise.Web.Tests.House;

/// <summary>Which areas of a floor lean on which, by what the compiled code refers to: bases, fields, parameters, locals, calls,
/// attributes. A constant leaves no trace in the code, so the usings of the sources are asked too (the build refuses one that is
/// not needed).</summary>
internal static class Leaning
{
    /// <param name="From">The type that refers.</param>
    /// <param name="To">The type that it refers to.</param>
    internal sealed record Reference(string From, string To);

    /// <summary>Every reference from a type below one of the roots to a type below one of them; what is nested counts as the
    /// outermost.</summary>
    public static IReadOnlySet<Reference> Of(string assembly, params string[] roots)
    {
        using var beside = new DefaultAssemblyResolver();
        beside.AddSearchDirectory(Path.GetDirectoryName(assembly));
        beside.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(assembly, new() { AssemblyResolver = beside });
        var found = new HashSet<Reference>();
        foreach (var type in module.GetTypes())
        {
            var from = Outermost(type);
            if (!Below(from, roots))
            {
                continue;
            }

            foreach (var to in ReferredTo(type).SelectMany(Parts).Select(Outermost).Where(t => Below(t, roots) && t != from))
            {
                found.Add(new(from, to));
            }
        }

        return found;
    }

    private static IEnumerable<TypeReference?> ReferredTo(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var one in type.Interfaces)
        {
            yield return one.InterfaceType;
        }

        foreach (var one in Marks(type).Concat(type.Fields.SelectMany(Marks)).Concat(type.Properties.SelectMany(Marks)))
        {
            yield return one;
        }

        foreach (var field in type.Fields)
        {
            yield return field.FieldType;
        }

        foreach (var method in type.Methods)
        {
            foreach (var one in Marks(method).Append(method.ReturnType).Concat(method.Parameters.Select(p => p.ParameterType)))
            {
                yield return one;
            }

            foreach (var one in method.HasBody ? InBody(method.Body) : [])
            {
                yield return one;
            }
        }
    }

    private static IEnumerable<TypeReference?> InBody(Mono.Cecil.Cil.MethodBody body)
    {
        foreach (var local in body.Variables)
        {
            yield return local.VariableType;
        }

        foreach (var instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    yield return type;
                    break;
                case FieldReference field:
                    yield return field.DeclaringType;
                    yield return field.FieldType;
                    break;
                case MethodReference method:
                    yield return method.DeclaringType;
                    yield return method.ReturnType;
                    foreach (var argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
                    {
                        yield return argument;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<TypeReference?> Marks(ICustomAttributeProvider marked) =>
        marked.CustomAttributes.SelectMany(a =>
            a.ConstructorArguments.Concat(a.Properties.Select(p => p.Argument))
                .SelectMany(v => v.Value is TypeReference type ? new[] { type, v.Type } : [v.Type])
                .Append(a.AttributeType)
        );

    /// <summary>A generic or an array is what it is made of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) =>
        type switch
        {
            null => [],
            GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
            GenericParameter => [],
            TypeSpecification made => Parts(made.ElementType),
            _ => [type],
        };

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return $"{type.Namespace}.{type.Name}";
    }

    private static bool Below(string type, string[] roots) => roots.Any(r => type.StartsWith(r, StringComparison.Ordinal));
}
