using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

/// <summary>Reading keys, looking up, adding and keeping answers allocate nothing once generations and ring are full.</summary>
public sealed class RepeatsAllocationTests
{
    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-binary")]
    [InlineData("iso1987-ebcdic")]
    public void A_request_and_its_answer(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        RequestFrame request = new(format, "0200");
        RequestFrame reversal = new(format, "0420", (90, "020012345611220530120000012345600000000000"));
        var keys = new TransactionKeys((3, 4));
        var known = new KnownTransactions(3_000);
        var answers = new StoredAnswers(1 << 20);
        ulong number = 0;

        for (int i = 0; i < 10_000; i++) One();
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 5 && allocated != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++) One();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
        Assert.True(known.Turns >= 6);

        void One()
        {
            TransactionKey key = keys.Of(request.View);
            key = new TransactionKey(key.High + ++number * 0x9E37_79B9_7F4A_7C15, key.Low ^ number);
            known.Prefetch(key);
            uint content = keys.Content(request.View);
            if (!Unsafe.IsNullRef(ref known.Find(key, out _))) Assert.Fail("Every key is new.");
            known.Add(key, out KnownHandle handle).Content = content;
            known.At(handle).Answer = answers.Store(request.View.Frame, format);
            if (!keys.TryOriginal(reversal.View, out key, out _)) Assert.Fail("DE 90 is sound.");
        }
    }
}
