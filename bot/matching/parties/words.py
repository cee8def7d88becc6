"""What stands in names of enterprises beside the word that tells one from another."""

import re
import unicodedata

from bot.matching.text import tables


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FORMS = _words("""
股份有限责任公司 股份有限公司 有限责任公司 个人独资企业 专业合作社 个体工商户 有限公司 股份公司 集团公司 合伙企业 普通合伙 有限合伙 总公司 合作社 个体户 经营户 工作室 经营部 门市部 服务部 办事处 公司
集团 股份 有限 企业 分行 支行 分店 总店 商行 商店 店铺 超市 厂 店 行 社 部 铺 坊 馆
""")
"""Legal forms and what stands in their place, at the end of a name; longer ones go first."""

TRADES = _words("""
房地产开发 五金制品 机械制造 机械设备 机电设备 电子商务 电子科技 科技发展 国际贸易 建筑工程 建筑装饰 装饰工程 物业管理 物业服务 餐饮管理 酒店管理 塑料制品 包装材料 金属制品 汽车配件 汽车销售 医疗器械
文化传媒 人民法院 人民医院 人力资源 进出口 纺织品 房地产 农产品 新材料 钢结构 紧固件 标准件 新能源 检察院 中医院 卫生院 幼儿园 派出所 公安局 税务局 养老院 供应链 五金 制品 机械 机电 电子 电器 电气
科技 技术 信息 网络 软件 商贸 贸易 外贸 服饰 服装 制衣 纺织 针织 印染 家纺 鞋业 箱包 建筑 装饰 装潢 工程 建材 建设 市政 园林 置业 物业 物流 运输 快递 货运 仓储 食品 餐饮 饭店 酒店 酒楼
饮料 农业 饲料 水产 养殖 家具 木业 红木 竹木 纽扣 塑料 塑胶 橡塑 橡胶 包装 印刷 纸业 化工 涂料 材料 金属 钢铁 铝业 铜业 模具 精密 轴承 汽配 汽车 汽修 医药 药业 生物 环保 能源 光伏 照明
传媒 广告 文化 教育 咨询 管理 服务 法院 医院 小学 中学 学校 投资 控股 实业 发展 开发 制造 生产 加工 销售 劳务 保洁 租赁 美容 理发 修理
""")
"""Trades, after the word that tells one enterprise from another; longer ones go first."""

PLACES = _words("""
经济开发区 罗星街道 魏塘街道 惠民街道 浙江省 江苏省 上海市 杭州市 苏州市 吴江区 青浦区 金山区 嘉兴市 嘉善县 平湖市 南湖区 秀洲区 西塘镇 姚庄镇 陶庄镇 天凝镇 干窑镇 大云镇 长三角 开发区 中国 浙江
江苏 上海 安徽 福建 广东 山东 北京 天津 深圳 广州 香港 杭州 宁波 温州 绍兴 湖州 金华 台州 义乌 苏州 无锡 常州 南京 昆山 吴江 青浦 金山 松江 嘉兴 嘉善 平湖 桐乡 海宁 海盐 南湖 秀洲 罗星
魏塘 惠民 西塘 姚庄 陶庄 天凝 干窑 大云
""")
"""Places at the beginning of a name: the county with its towns and streets, its neighbours, the provinces around."""

ENGLISH_FORMS = frozenset(
    _words("""
and branch china co company corp corporation factory gmbh group inc limited llc ltd of plc shop store the works
""")
)
ENGLISH_TRADES = frozenset(
    _words("""
auto button buttons construction decoration development electronic electronics engineering export feed food
foods furniture garment garments hardware import industrial industries industry international logistics machine
machinery manufacturing material materials metal mold mould packaging parts plastic plastics product products
service services steel tech technologies technology textile textiles trade trading transport wood
""")
)
ENGLISH_PLACES = frozenset(
    _words("""
city county hangzhou jiangsu jiashan jiaxing luoxing ningbo province shanghai suzhou weitang xitang yaozhuang
zhejiang
""")
)

KINDS_OF_HOUSES = frozenset("院园局所校学")
"""Last characters of trades that say nothing of the trade: a court and a hospital are not one for that."""

NOBODY = re.compile(
    "^(一个|一家|某|我的|我们的|他的|那个|这个)?(客户|供应商|员工|职工|工人|老板|房东|租客|对方|公司|朋友|亲戚|同事|邻居|合伙人|股东|银行|政府|个人|某人|一个人|某公司)$"
)
"""What names nobody, typed in place of a name."""

LEADS = re.compile(
    "^(对方(公司|单位|企业)?(的?名[称字])?(是|叫)?|他们?(公司)?(是|叫)|名[称字]是?|公司名(称)?是?|叫做?|是|跟|和|与|被告|原告|客户|供应商|房东|老板|员工)(?=.{2})"
)
"""What people write before a name."""

BETWEEN = re.compile(r"[，,。；;、/\n|：:]|以及|\b(?:and|vs)\b|(?<=公司|.[厂店行社])[和与及](?=.{2})")
"""Between several names in one line."""

_NO_OTHER_SIDE = frozenset(
    _words("没有 没有对方 没对方 无 没 没有别人 没有另一方 none no nobody no_other_side there_is_none")
)
_UNKNOWN = frozenset(
    _words(
        "不知道 不清楚 不晓得 不确定 不记得 还不知道 跳过 略过 skip unknown not_sure i_don't_know i_do_not_know don't_know"
    )
)
_ENTERPRISE = re.compile(r"公司|集团|合作社|有限|.[厂店行局院社]|\b(?:ltd|limited|inc|co|company|corp|llc)\b")


def is_no_other_side(text: str) -> bool:
    """Whether a text says that there is no other side."""
    return _as_one(text) in _NO_OTHER_SIDE


def is_unknown(text: str) -> bool:
    """Whether a text says that its writer does not know the other side, or does not want to say."""
    return _as_one(text) in _UNKNOWN


def names_an_enterprise(text: str) -> bool:
    """Whether something in a text looks like the name of an enterprise or a house."""
    return _ENTERPRISE.search(_simple(text)) is not None


def _as_one(text: str) -> str:
    return _simple(text).strip(" 。.!！?？,，~～/").replace("’", "'").replace(" ", "_")


def _simple(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(tables.simplified())
