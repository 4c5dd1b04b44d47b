using System.Reflection;
using System.Runtime.CompilerServices;

namespace CardSwitch.Tests.Architecture;

/// <summary>
/// What users of an assembly may call, one line a member, in an order that does not depend on the compiler. Members that
/// the compiler makes for records are left out; "record" says that they are there.
/// </summary>
internal static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return Heading(type);
        IEnumerable<string> members = type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")
            : type.GetMembers(Declared)
                .Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && !member.Name.StartsWith('<'))
                .Select(Line).OfType<string>().Order(StringComparer.Ordinal);
        foreach (string member in members) yield return "    " + member;
    }

    private static string Heading(Type type)
    {
        bool isRecord = type.GetMembers(Declared).Any(member => member.Name == "PrintMembers");
        string kind = type.IsEnum ? $"enum : {Name(Enum.GetUnderlyingType(type))}"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType
                ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "")
                    + (isRecord ? "record struct" : "struct")
            : type.IsAbstract && type.IsSealed ? "static class"
            : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class");
        string[] bases =
        [
            .. type.BaseType is { } parent && !type.IsValueType && parent != typeof(object) && !type.IsEnum
                ? [Name(parent)] : Array.Empty<string>(),
            .. type.GetInterfaces().Where(face => face.IsPublic && !type.IsEnum).Select(Name).Order(StringComparer.Ordinal),
        ];
        return $"{type.FullName} ({kind})" + (bases.Length > 0 ? $" : {string.Join(", ", bases)}" : "");
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo made when IsPromised(made) => $"{Access(made)}new({Parameters(made)})",
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method when IsPromised(method) =>
            $"{Access(method)}{Name(method.ReturnParameter)} {method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property => Property(property),
        FieldInfo field when field.IsPublic || field.IsFamily => Field(field),
        EventInfo happening when IsPromised(happening.AddMethod) => $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        _ => null,
    };

    private static string? Property(PropertyInfo property)
    {
        bool reads = IsPromised(property.GetMethod), writes = IsPromised(property.SetMethod);
        if (!reads && !writes) return null;
        string indexed = string.Join(", ", property.GetIndexParameters().Select(Name));
        bool init = writes && property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        string mark = Nullability.Create(property).ReadState == NullabilityState.Nullable
            && !property.PropertyType.IsValueType ? "?" : "";
        return $"{Access((property.GetMethod ?? property.SetMethod)!)}{Name(property.PropertyType)}{mark} {property.Name}"
            + (indexed.Length > 0 ? $"[{indexed}]" : "")
            + $" {{{(reads ? " get;" : "")}{(!writes ? "" : init ? " init;" : " set;")} }}";
    }

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}";

    private static bool IsPromised(MethodBase? method) =>
        method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "")
        + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")));

    private static string Name(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : type.IsByRef ? "ref " : "";
        bool nullable = !type.IsByRef && !type.IsByRefLike && !type.IsValueType
            && Nullability.Create(parameter).ReadState == NullabilityState.Nullable;
        return way + Name(type) + (nullable ? "?" : "");
    }

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (!type.IsGenericType) return type.Name;
        string own = type.Name.Split('`')[0];
        return $"{own}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
