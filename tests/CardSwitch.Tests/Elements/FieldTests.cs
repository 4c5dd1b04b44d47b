using System.Reflection;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Elements;

public class FieldTests
{
    [Fact]
    public void Every_number_from_0_to_128_has_one_name_in_order()
    {
        IEnumerable<int> numbers = typeof(Field).GetFields(BindingFlags.Public | BindingFlags.Static)
            .OrderBy(field => field.MetadataToken).Select(field => (int)field.GetRawConstantValue()!);

        Assert.Equal(Enumerable.Range(0, 129), numbers);
    }
}
