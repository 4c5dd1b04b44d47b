using CardSwitch.Journal;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkOutputTests
{
    private static readonly LinkOptions Small = LinkOptions.Shop with { OutputBufferStart = 64, OutputBufferMax = 256 };

    [Fact]
    public void A_new_output_holds_no_memory()
    {
        LinkOutput output = new(Small);
        Assert.Equal(0, output.HeldBytes);
        Assert.False(output.TryBeginSend());
    }

    [Fact]
    public void It_grows_to_its_cap_and_then_takes_nothing_more()
    {
        LinkOutput output = new(Small);
        byte[] bytes = TestBytes.Pattern(256);
        for (int at = 0; at < 256; at += 32) Assert.True(output.TryAppend(bytes.AsSpan(at, 32)));
        Assert.False(output.TryReserve(1, out _));
        Assert.False(output.TryAppend(bytes.AsSpan(0, 1)));
        Assert.Equal(256, output.Pending);
        Assert.True(output.TryBeginSend());
        Assert.Equal(bytes, output.Batch.ToArray());
    }

    [Fact]
    public void What_is_appended_during_a_send_is_the_next_batch()
    {
        LinkOutput output = new(Small);
        output.TryAppend([1, 2]);
        Assert.True(output.TryBeginSend());
        output.TryAppend([3]);
        Assert.False(output.TryBeginSend());
        Assert.Equal([1, 2], output.Batch.ToArray());
        Assert.True(output.TryContinueSend());
        Assert.Equal([3], output.Batch.ToArray());
        Assert.False(output.TryContinueSend());
        Assert.False(output.IsSending);
        Assert.Equal(2, output.Batches);
        Assert.Equal(3, output.BytesSent);
    }

    [Fact]
    public void A_queued_send_takes_what_came_in_while_it_waited()
    {
        LinkOutput output = new(Small with { QueueSends = true });
        output.TryAppend([1]);
        Assert.True(output.TryBeginSend());
        output.TryAppend([2]);
        Assert.False(output.TryBeginSend());
        Assert.True(output.TryContinueSend());
        Assert.Equal([1, 2], output.Batch.ToArray());
    }

    [Fact]
    public void An_output_that_answers_one_at_a_time_holds_one_buffer()
    {
        LinkOutput output = new(Small);
        for (int i = 0; i < 10; i++)
        {
            output.TryAppend([1]);
            output.TryBeginSend();
            output.TryContinueSend();
        }

        Assert.Equal(64, output.HeldBytes);
    }

    [Fact]
    public void A_quiet_output_gives_its_buffers_back_but_never_one_in_use()
    {
        LinkOutput output = new(Small);
        output.TryAppend([1]);
        output.ReleaseIdle();
        Assert.Equal(64, output.HeldBytes);
        output.TryBeginSend();
        output.TryAppend([2]);
        output.ReleaseIdle();
        Assert.Equal(128, output.HeldBytes);
        output.TryContinueSend();
        output.TryContinueSend();
        output.ReleaseIdle();
        Assert.Equal(0, output.HeldBytes);
    }

    [Fact]
    public void A_buffer_above_the_kept_size_goes_back_as_soon_as_it_is_sent()
    {
        LinkOutput output = new(Small with { OutputBufferKeep = 128 });
        output.TryAppend(new byte[200]);
        output.TryBeginSend();
        Assert.Equal(256, output.HeldBytes);
        output.TryContinueSend();
        Assert.Equal(0, output.HeldBytes);
    }

    [Fact]
    public void A_closed_output_takes_nothing_and_keeps_only_the_batch_under_way()
    {
        LinkOutput output = new(Small);
        output.TryAppend([1]);
        output.TryBeginSend();
        output.TryAppend([2]);
        output.Close();
        Assert.False(output.TryAppend([3]));
        Assert.Equal([1], output.Batch.ToArray());
        Assert.Equal([2], output.Unsent.ToArray());
        Assert.False(output.TryContinueSend());
        Assert.Equal([2], output.Unsent.ToArray());
        output.DropUnsent();
        Assert.Equal(0, output.HeldBytes);
        Assert.True(output.TryComplete());
        Assert.False(output.TryComplete());
    }

    [Fact]
    public void What_waits_for_a_record_leaves_after_it_and_in_order()
    {
        var mark = new DurableMark();
        LinkOutput output = new(Small) { Durable = mark };
        Append(output, 1, after: 0);
        Append(output, 2, after: 5);
        Append(output, 3, after: 0);
        Append(output, 4, after: 9);
        Assert.True(output.TryBeginSend());
        Assert.Equal([1], output.Batch.ToArray());
        Assert.True(output.IsHeld);
        Assert.False(output.TryContinueSend());
        Assert.False(output.TryBeginSend());

        mark.UpTo = 5;
        Assert.True(output.TryBeginSend());
        Assert.Equal([2, 3], output.Batch.ToArray());
        mark.UpTo = 9;
        Assert.True(output.TryContinueSend());
        Assert.Equal([4], output.Batch.ToArray());
        Assert.False(output.TryContinueSend());
        Assert.False(output.IsHeld);
    }

    [Fact]
    public void What_waits_when_the_link_closes_is_unsent()
    {
        LinkOutput output = new(Small) { Durable = new DurableMark() };
        Append(output, 1, after: 1);
        Assert.False(output.TryBeginSend());
        output.Close();
        Assert.Equal([1], output.Unsent.ToArray());
        output.DropUnsent();
        Assert.Equal(0, output.HeldBytes);
    }

    private static void Append(LinkOutput output, byte value, long after)
    {
        Assert.True(output.TryReserve(1, out Span<byte> room));
        room[0] = value;
        output.Advance(1, after);
    }

    [Fact]
    public void A_finishing_output_takes_nothing_and_still_sends_the_rest()
    {
        LinkOutput output = new(Small);
        output.TryAppend([1]);
        output.TryBeginSend();
        output.TryAppend([2]);
        output.Finish();
        Assert.False(output.TryAppend([3]));
        Assert.False(output.TryComplete());
        Assert.True(output.TryContinueSend());
        Assert.Equal([2], output.Batch.ToArray());
        Assert.False(output.TryContinueSend());
        Assert.True(output.TryComplete());
    }

    [Fact]
    public void Advancing_beyond_the_room_is_refused()
    {
        LinkOutput output = new(Small);
        Assert.Throws<ArgumentOutOfRangeException>(() => output.Advance(1));
        Assert.True(output.TryReserve(8, out Span<byte> room));
        int tooMany = room.Length + 1;
        Assert.Throws<ArgumentOutOfRangeException>(() => output.Advance(tooMany));
    }
}
