"""The words of the official accounts' own pages: buttons, dialogs, counters.

Reading needs them to tell an empty page from an article, cleaning to find the page's tail: here they
are said once. What a rules file adds under `[platform]` comes on top (see cleaning/sources/wechat.toml).
"""

CERTAIN = (
    *("预览时标签不可点", "微信扫一扫", "关注该公众号", "微信扫一扫关注该公众号", "微信扫一扫使用小程序"),
    *("微信扫一扫可打开此内容，使用完整服务", "微信扫一扫可打开此内容", "使用完整服务"),
    *("继续滑动看下一个", "向上滑动看下一个", "轻触阅读原文", "轻触查看原文"),
    *("轻点两下取消赞", "轻点两下取消在看", "可在「公众号 > 右上角 > 划线」找到划线过的内容", "人划线"),
    *("名称已清空", "微信扫一扫赞赏作者", "扫码打开当前页"),
    *("在小说阅读器读本章", "在小说阅读器中沉浸阅读"),
    *("发送到看一看", "已同步到看一看", "已同步到看一看写下你的想法", "前往看一看", "看一看入口已关闭"),
    *(
        "前往“发现”-“看一看”浏览“朋友在看”",
        "在“设置”-“通用”-“发现页管理”打开“看一看”",
        "最多200字，当前共字",
    ),
    *("不看的原因", "不看此公众号", "微信版本过低", "当前微信版本不支持该功能，请升级至最新版本。"),
    *(
        "确定删除回复吗？",
        "长按识别前往小程序",
        "Scan to Follow",
        "Scan QR Code via WeChat to follow Official Account",
    ),
    *("Scan with Weixin to use this Mini Program", "Scan with Weixin to use full services"),
)
"""No article says this of itself: one of them marks the lines around it as the page's own."""

BUTTONS = (
    *("阅读原文", "查看原文", "知道了", "取消", "允许", "分析", "视频", "小程序", "使用小程序"),
    *("赞", "在看", "分享", "留言", "写留言", "收藏", "听过", "去阅读", "作者头像", "跳转二维码"),
)
"""The page's own only beside a certain text, or where nothing else stands."""

SIGNS = (
    *("×", "：", "，", "。", "、", "关闭", "更多", "确定", "提交", "投诉", "修改于"),
    *(
        "精选留言",
        "喜欢此内容的人还喜欢",
        "我知道了",
        "前往更新",
        "删除",
        "已发送",
        "发送",
        "发送中",
        "不喜欢",
        "内容质量低",
    ),
    *("阅读", "上一篇", "下一篇", "个", "收录于话题", "收录于合集", "#"),
    *("Got It", "Cancel", "Allow", "Like", "Wow", "Video", "Mini Program", "Share", "Comment", "Favorite"),
)
"""More of the same, which on a page without an article may also be what it says in the article's place."""

LAST = ("预览时标签不可点", "喜欢此内容的人还喜欢")
"""With one of these the page's own part begins; what is below it is for other articles, or for nobody."""

FRAME = ("cover_image", "原创", "返回", "微信公众平台运营中心")
"""What stands around an empty page besides: the cover's name, the flag, the way back, who runs it."""
